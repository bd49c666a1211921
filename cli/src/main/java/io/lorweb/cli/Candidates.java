package io.lorweb.cli;

import io.lorweb.adapt.Application;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Layout;
import io.lorweb.doctor.FoundModel;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Words that the shell's completion offers for an option's value. */
final class Candidates {

  private Candidates() {}

  /** Names of the models that are installed when the completion is made. */
  static final class Models implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FoundModel.all().stream().map(FoundModel::name).iterator();
    }
  }

  static final class Devices implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("auto", "cpu", "cuda").iterator();
    }
  }

  static final class Dtypes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(DtypeSetting.values()).map(DtypeSetting::id).iterator();
    }
  }

  static final class Memories implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(MemorySetting.values()).map(MemorySetting::id).iterator();
    }
  }

  static final class Applications implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Application.values());
    }
  }

  static final class Layouts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Layout.values()).map(Layout::label).iterator();
    }
  }

  static final class Compatibilities implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("reference").iterator();
    }
  }

  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Dialect.values());
    }
  }

  private static Iterator<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).iterator();
  }
}
