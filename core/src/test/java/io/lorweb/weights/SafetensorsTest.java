package io.lorweb.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {

  @TempDir Path folder;
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeComesBackAsItWasWritten(DType dtype) {
    Tensor matrix = numbers(dtype, 3, 4);
    Tensor scalar = numbers(dtype, 1).view();
    Tensor empty = numbers(dtype, 0).view(2, 0);
    Path file = folder.resolve("types.safetensors");

    SafetensorsWriter.write(
        file, Map.of("matrix", matrix, "scalar", scalar, "empty", empty), Map.of("made by", "é☃"));

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.header().metadata()).containsExactly(Map.entry("made by", "é☃"));
      assertThat(read.header().dataOffset() % 8).isZero();
      assertSame(read.tensor("matrix"), matrix);
      assertSame(read.tensor("scalar"), scalar);
      assertSame(read.tensor("empty"), empty);
    }
  }

  @Test
  void aTensorThatIsNotContiguousIsWrittenRowByRow() {
    Tensor transposed = numbers(DType.F32, 3, 4).t();
    Path file = write("x", transposed);

    try (Safetensors read = Safetensors.open(file)) {
      assertSame(read.tensor("x"), transposed);
    }
  }

  @Test
  void aTensorOfSeveralSlicesIsWrittenWhole() {
    Tensor large = torch.arange(new Scalar(20_000_000L), new TensorOptions(ScalarType.Int));
    Path file = write("large", large);

    try (Safetensors read = Safetensors.open(file)) {
      assertSame(read.tensor("large"), large);
    }
  }

  @Test
  void theSameContentGivesTheSameBytesInTheReferenceOrder() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (DType dtype : List.of(DType.U8, DType.I64, DType.BF16, DType.F64, DType.F32)) {
      tensors.put("b." + dtype, numbers(dtype, 3));
      tensors.put("a." + dtype, numbers(dtype, 3));
    }
    Map<String, Tensor> backwards = new LinkedHashMap<>();
    List<String> names = List.copyOf(tensors.keySet());
    IntStream.range(0, names.size())
        .mapToObj(i -> names.get(names.size() - 1 - i))
        .forEach(name -> backwards.put(name, tensors.get(name)));
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");

    SafetensorsWriter.write(first, tensors, new LinkedHashMap<>(Map.of("x", "1", "a", "2")));
    SafetensorsWriter.write(second, backwards, Map.of("a", "2", "x", "1"));

    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(SafetensorsHeader.read(first).tensors().keySet())
        .containsExactly(
            "a.I64", "b.I64", "a.F64", "b.F64", "a.F32", "b.F32", "a.BF16", "b.BF16", "a.U8",
            "b.U8");
    String header = new String(Files.readAllBytes(first), StandardCharsets.ISO_8859_1);
    assertThat(header.substring(8))
        .startsWith(
            "{\"__metadata__\":{\"a\":\"2\",\"x\":\"1\"},"
                + "\"a.I64\":{\"dtype\":\"I64\",\"shape\":[3],\"data_offsets\":[0,24]},");
  }

  @Test
  void aFileWithoutTensorsIsReadAndWritten() {
    Path file = folder.resolve("none.safetensors");

    SafetensorsWriter.write(file, Map.of(), Map.of());

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.header().tensors()).isEmpty();
      assertThatThrownBy(() -> read.tensor("x"))
          .isInstanceOf(InputException.class)
          .hasMessage(file + " lacks the tensor x");
    }
  }

  @Test
  void unalignedTensorsAreReadToo() throws IOException {
    // The header's 61 bytes put every element at an odd place of the file.
    String header = "{\"x\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
    Path file = raw(header + " ".repeat(61 - header.length()), 16);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(8 + 61);
      access.write(
          ByteBuffer.allocate(16)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putDouble(1.5)
              .putDouble(-2.25)
              .array());
    }

    try (Safetensors read = Safetensors.open(file)) {
      assertSame(read.tensor("x"), Tensor.create(1.5, -2.25));
    }
  }

  @Test
  void tensorsBeyondTwoGigabytesAreReached() throws IOException {
    long filler = 3L << 30;
    Path file =
        raw(
            String.format(
                Locale.ROOT,
                "{\"filler\":{\"dtype\":\"U8\",\"shape\":[%1$d],\"data_offsets\":[0,%1$d]},\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[%1$d,%2$d]}}",
                filler,
                filler + 4),
            filler + 4);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(access.length() - 4);
      access.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.625f).array());
    }

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.tensor("x").item_float()).isEqualTo(0.625f);
      assertThat(read.tensor("filler").shape()).containsExactly(filler);
    }
  }

  @Test
  void namesOfFilesMayHoldAnyLetter() {
    String name = "modèle ☃.safetensors";
    assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name),
        "the system's file names cannot hold these letters");
    Path file = folder.resolve(name);
    SafetensorsWriter.write(file, Map.of("x", numbers(DType.F32, 2)), Map.of());

    try (Safetensors read = Safetensors.open(file)) {
      assertSame(read.tensor("x"), numbers(DType.F32, 2));
    }
  }

  @Test
  void theMappingOutlivesTheScopeOfItsFirstUse() {
    Path file = write("x", numbers(DType.F32, 3, 4));

    try (Safetensors read = Safetensors.open(file)) {
      try (PointerScope first = new PointerScope()) {
        assertThat(read.tensor("x").numel()).isEqualTo(12);
      }
      assertSame(read.tensor("x"), numbers(DType.F32, 3, 4));
    }
  }

  @Test
  void viewsOutliveTheFile() {
    Path file = write("x", numbers(DType.F32, 3, 4));
    Tensor view;

    try (Safetensors read = Safetensors.open(file)) {
      view = read.tensor("x");
    }

    assertSame(view, numbers(DType.F32, 3, 4));
  }

  @Test
  void writingToAViewLeavesTheFileAsItWas() {
    Path file = write("x", numbers(DType.F32, 3, 4));

    try (Safetensors read = Safetensors.open(file)) {
      read.tensor("x").zero_();
    }

    try (Safetensors again = Safetensors.open(file)) {
      assertSame(again.tensor("x"), numbers(DType.F32, 3, 4));
    }
  }

  @Test
  void aClosedFileHandsNothingOut() {
    Safetensors read = Safetensors.open(write("x", numbers(DType.F32, 2)));
    read.close();
    read.close();

    assertThatThrownBy(() -> read.tensor("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has been closed");
  }

  @Test
  void severalThreadsReadAtOnce() {
    Path file = write("x", numbers(DType.F32, 100));

    try (Safetensors read = Safetensors.open(file)) {
      boolean same =
          IntStream.range(0, 2_000)
              .parallel()
              .allMatch(
                  i -> {
                    try (PointerScope own = new PointerScope()) {
                      return read.tensor("x").sum().item_float() == 4950f;
                    }
                  });
      assertThat(same).isTrue();
    }
  }

  @Test
  void whatTheFormatCannotHoldIsRefused() {
    Tensor complex = numbers(DType.F32, 2).to(ScalarType.ComplexFloat);
    Path file = folder.resolve("x.safetensors");

    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of("x", complex), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ComplexFloat");
    assertThatThrownBy(
            () ->
                SafetensorsWriter.write(
                    file, Map.of("__metadata__", numbers(DType.F32, 2)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SafetensorsWriter.write(file, Map.of("\ud800", numbers(DType.F32, 2)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }

  private Path write(String name, Tensor tensor) {
    Path file = folder.resolve("one.safetensors");
    SafetensorsWriter.write(file, Map.of(name, tensor), Map.of());
    return file;
  }

  private Path raw(String header, long dataBytes) throws IOException {
    Path file = folder.resolve("raw.safetensors");
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      access.write(json);
      access.setLength(8 + json.length + dataBytes);
    }
    return file;
  }

  /** 0, 1, 2, ... in {@code dtype}. */
  private static Tensor numbers(DType dtype, long... shape) {
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return torch
        .arange(new Scalar(count), new TensorOptions(ScalarType.Float))
        .to(dtype.scalarType())
        .view(shape);
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(DType.of(actual.scalar_type())).isEqualTo(DType.of(expected.scalar_type()));
    assertThat(actual.shape()).isEqualTo(expected.shape());
    // Float8 has no comparison of its own; its values are exact in float32.
    assertThat(
            actual
                .to(ScalarType.Double)
                .contiguous()
                .equal(expected.to(ScalarType.Double).contiguous()))
        .isTrue();
  }
}
