package io.lorweb.train.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files read back record by record and field by field. */
class TensorBoardLogTest {

  @TempDir Path folder;

  /** One Event: its step, and by tag its scalars and encoded pictures. */
  private static final class Event {
    double wallTime;
    long step;
    String version = "";
    int session;
    final Map<String, Float> scalars = new LinkedHashMap<>();
    final Map<String, byte[]> pictures = new LinkedHashMap<>();
    final List<Integer> sizes = new ArrayList<>();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(TensorBoardLog.FOLDER))) {
      return files.sorted().toList();
    }
  }

  private static List<Event> events(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(in.position(), length);
      byte[] record = new byte[(int) in.getLong()];
      assertThat(in.getInt()).isEqualTo(EventFile.checksum(length, 8));
      in.get(record);
      assertThat(in.getInt()).isEqualTo(EventFile.checksum(record, record.length));
      events.add(event(CodedInputStream.newInstance(record)));
    }
    return events;
  }

  private static Event event(CodedInputStream in) throws IOException {
    Event event = new Event();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> event.wallTime = in.readDouble();
        case 2 -> event.step = in.readInt64();
        case 3 -> event.version = in.readString();
        case 5 -> summary(event, CodedInputStream.newInstance(in.readByteArray()));
        case 7 -> {
          CodedInputStream session = CodedInputStream.newInstance(in.readByteArray());
          assertThat(WireFormat.getTagFieldNumber(session.readTag())).isEqualTo(1);
          event.session = session.readEnum();
        }
        default -> throw new AssertionError("field " + WireFormat.getTagFieldNumber(tag));
      }
    }
    return event;
  }

  private static void summary(Event event, CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      assertThat(WireFormat.getTagFieldNumber(tag)).isEqualTo(1);
      CodedInputStream value = CodedInputStream.newInstance(in.readByteArray());
      String name = "";
      for (int field = value.readTag(); field != 0; field = value.readTag()) {
        switch (WireFormat.getTagFieldNumber(field)) {
          case 1 -> name = value.readString();
          case 2 -> event.scalars.put(name, value.readFloat());
          case 4 -> picture(event, name, CodedInputStream.newInstance(value.readByteArray()));
          default -> throw new AssertionError("field " + WireFormat.getTagFieldNumber(field));
        }
      }
    }
  }

  private static void picture(Event event, String name, CodedInputStream in) throws IOException {
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      if (WireFormat.getTagFieldNumber(field) == 4) {
        event.pictures.put(name, in.readByteArray());
      } else {
        event.sizes.add(in.readInt32());
      }
    }
  }

  @Test
  void maskedChecksumOfKnownBytes() {
    // The check value of CRC-32C is 0xe3069283; masked: rotated right by 15, plus 0xa282ead8.
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(EventFile.checksum(digits, digits.length)).isEqualTo(0xc78ab0e5);
    // TensorFlow's own event files begin with a record of 24 bytes: 18 00 .. 00 a3 7f 4b 22.
    byte[] length = {24, 0, 0, 0, 0, 0, 0, 0};
    assertThat(EventFile.checksum(length, 8)).isEqualTo(0x224b7fa3);
  }

  @Test
  void heldOutLossesHaveATagOfTheirOwn() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.open(folder, 0)) {
      log.begin(0.5);
      log.add(Histories.step(5, false).validated(OptionalDouble.of(0.25)));
    }
    List<Event> events = events(files().get(0));
    assertThat(events.get(1).step).isZero();
    assertThat(events.get(1).scalars).containsExactly(Map.entry("validation/loss", 0.5f));
    assertThat(events.get(2).scalars).containsEntry("validation/loss", 0.25f).hasSize(5);
  }

  @Test
  void scalarsAndPicturesAreThere() throws IOException {
    Picture sheet = Picture.filled(32, 16, 0x336699);
    try (TensorBoardLog log = TensorBoardLog.open(folder, 0)) {
      log.add(Histories.step(5, true));
      log.add(Histories.step(6, false));
      log.add(6, "samples", sheet);
    }
    List<Event> events = events(files().get(0));
    assertThat(files().get(0).getFileName().toString()).startsWith("events.out.tfevents.");
    assertThat(events).hasSize(4);
    assertThat(events.get(0).version).isEqualTo("brain.Event:2");
    assertThat(events.get(0).wallTime).isGreaterThan(1.6e9);
    assertThat(events.get(1).step).isEqualTo(5);
    assertThat(events.get(1).scalars)
        .containsEntry("loss", 0.2f)
        .containsEntry("lr", 1e-3f)
        .containsEntry("grad_norm", 0.5f)
        .containsEntry("samples_per_second", 12.5f)
        .containsKey("routing/entropy");
    assertThat(events.get(1).scalars.get("routing/entropy")).isCloseTo(0.75f, within(1e-6f));
    assertThat(events.get(2).scalars).hasSize(4);
    assertThat(events.get(3).step).isEqualTo(6);
    assertThat(events.get(3).sizes).containsExactly(16, 32, 3);
    assertThat(PictureReader.read(events.get(3).pictures.get("samples"), "sheet")).isEqualTo(sheet);
  }

  @Test
  void resumedRunWritesItsOwnFileAndPurgesWhatIsWrittenAgain() throws IOException {
    TensorBoardLog.open(folder, 0).close();
    TensorBoardLog.open(folder, 7).close();
    assertThat(files()).hasSize(2);
    List<Event> events = events(files().get(1));
    assertThat(events).hasSize(2);
    assertThat(events.get(1).session).isEqualTo(1);
    assertThat(events.get(1).step).isEqualTo(8);
  }

  @Test
  void aRunThatBeginsOnceMorePurgesEverything() throws IOException {
    TensorBoardLog.open(folder, 0).close();
    assertThat(events(files().get(0))).hasSize(1);
    TensorBoardLog.open(folder, 0).close();
    List<Event> events = events(files().get(1));
    assertThat(events.get(1).session).isEqualTo(1);
    assertThat(events.get(1).step).isZero();
  }
}
