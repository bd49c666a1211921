package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.image.PngWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can mend is told in one sentence, and nothing is left behind. */
class BadInputTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void makeOut() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(Examples.list(out)).isEmpty();
  }

  @Test
  void aMissingPicture() {
    apply(A, folder.resolve("none.png"), B).refused("none.png does not exist");
  }

  @Test
  void moreThanTheMachineHolds() {
    apply(A, A2, B, "--size", "8000x8000", "--draft", "0")
        .refused("would be 8000 x 8000 and need about", "--size", "--no-limits");
  }

  @Test
  void aFolderInsteadOfAPicture() {
    apply(A, A2, folder).refused("is not a file");
  }

  @Test
  void aFileThatIsNoPicture() throws Exception {
    apply(A, A2, Files.writeString(folder.resolve("text.png"), "hello")).refused("not a picture");
    apply(A, A2, Files.createFile(folder.resolve("empty.png"))).refused("is empty");
  }

  @Test
  void aPictureCutShort() throws Exception {
    byte[] whole = Files.readAllBytes(B);
    Path cut = folder.resolve("cut.png");

    apply(A, A2, Files.write(cut, Arrays.copyOf(whole, whole.length / 2))).refused("cut.png");
    apply(A, A2, Files.write(cut, Arrays.copyOf(whole, 20))).refused("cut.png");
  }

  @Test
  void aHugePictureIsRefusedByItsHeader() throws Exception {
    Path huge = Files.write(folder.resolve("huge.png"), header(20_000, 20_000));

    apply(A, A2, huge).refused("huge.png", "89", "pixels");
  }

  @ParameterizedTest
  @CsvSource({
    "transformer/diffusion_pytorch_model.safetensors",
    "vae/diffusion_pytorch_model.safetensors",
    "text_encoder_2/model.safetensors",
    "image_encoder/model.safetensors",
    "adapter/lorweb.safetensors"
  })
  void weightsCutShort(String name) throws Exception {
    Path model = Examples.modelCopy(folder.resolve("model"));
    Path weights = model.resolve(name);

    Examples.cut(weights, Files.size(weights) / 2);
    apply(A, A2, B, "--model", model).refused(weights.getFileName().toString());

    Examples.cut(weights, 6);
    apply(A, A2, B, "--model", model).refused(weights.getFileName().toString());

    Files.delete(weights);
    apply(A, A2, B, "--model", model).refused(weights.getParent().getFileName().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "transformer/config.json",
    "vae/config.json",
    "scheduler/scheduler_config.json",
    "text_encoder/config.json",
    "text_encoder_2/config.json",
    "tokenizer/vocab.json",
    "tokenizer/merges.txt",
    "tokenizer_2/tokenizer.json",
    "image_encoder/config.json",
    "image_encoder/preprocessor_config.json",
    "lorweb.json"
  })
  void aDamagedModelFolder(String name) throws Exception {
    Path model = Examples.modelCopy(folder.resolve("model"));
    Path file = model.resolve(name);

    Files.writeString(file, "{\"broken\": ");
    apply(A, A2, B, "--model", model).refused(file.getFileName().toString());

    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    apply(A, A2, B, "--model", model).refused(file.getFileName().toString());
  }

  @Test
  void anAdapterOfAnotherModel() {
    apply(A, A2, B, "-w", Examples.CHECKPOINT.resolve("lorweb.safetensors"))
        .refused("lorweb.safetensors", "");
  }

  @Test
  void anotherModelThanTheAdapters() {
    apply(A, A2, B, "--model", Examples.CHECKPOINT.resolve("model")).refused("--adapter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loras_num: 6|loras_num: 8|N = 8",
        "linear: 2|linear: 4|r = 4",
        "lora_keys_dim: 12|lora_keys_dim: 16|lora_keys_dim 16",
        "cat-aa'b|aa'bbb'|query mode 'aa'bbb''",
        "mixing_coeffs_type: mean|mixing_coeffs_type: max|mixing_coeffs_type",
        "loras_num: 6|loras_num: six|loras_num",
        "network:|network: [|config.yaml",
        "type: attlora|type: lora|config.yaml"
      })
  void aYamlThatDoesNotFit(String found, String wrong, String named) throws Exception {
    Path square = Examples.CHECKPOINT;
    String yaml = Files.readString(square.resolve("config.yaml"));
    assertThat(yaml).contains(found);
    Path config = Files.writeString(folder.resolve("config.yaml"), yaml.replace(found, wrong));

    apply(
            A,
            A2,
            B,
            "--model",
            square.resolve("model"),
            "-w",
            square.resolve("lorweb.safetensors"),
            "-c",
            config)
        .refused(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "just words", "[1, 2]", "a: b: c", "\u0001", "&a [*a]", "!!javax.x {}", "\0"})
  void aYamlThatIsNone(String text) throws Exception {
    Path config = Files.writeString(folder.resolve("config.yaml"), text);

    apply(A, A2, B, "-c", config).refused("config.yaml");
    apply(A, A2, B, "-c", folder.resolve("none.yaml")).refused("none.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layout|star|grid, separate or query",
        "--device|abacus|auto, cpu, cuda",
        "--device|cuda:99|cuda",
        "--dtype|fp4|fp4",
        "--memory|none|resident",
        "--apply-mode|glued|folded",
        "--steps|0|1..1000",
        "--steps|-3|1..1000",
        "--steps|many|many",
        "--size|-64x64|WIDTHxHEIGHT",
        "--size|64x|WIDTHxHEIGHT",
        "--size|99999x16|largest side",
        "--max-area|-5|positive",
        "--max-size|-5|at least 2",
        "--guidance|-1|guidance",
        "--guidance|NaN|guidance",
        "--strength|NaN|strength",
        "--text-length|0|1..512",
        "--threads|0|at least 1",
        "--seed|1.5|1.5",
        "--compat|everything|reference",
        "--latents|nothing.safetensors|nothing.safetensors",
        "--encoder|nowhere|nowhere",
        "--adapter|nothing.safetensors|nothing.safetensors",
        "--model|/no/such/model|/no/such/model",
        "--model|''|''",
        "--true-cfg|0.5|1..100"
      })
  void aWrongOption(String option, String value, String named) {
    apply(A, A2, B, option + "=" + value).refused(named);
  }

  @Test
  void latentsOfAnotherSizeOrKind() {
    apply(A, A2, B, "--latents", Examples.latents("sepia"), "--size", "128x128")
        .refused("latents", "64");
    apply(A, A2, B, "--latents", Examples.CHECKPOINT.resolve("lorweb.safetensors"))
        .refused("latents");
    apply(A, A2, B, "--latents", A).refused("a.png");
  }

  @Test
  void contradictingSizes() {
    apply(A, A2, B, "--size", "64x64", "--max-area", 4096).refused("--size", "--max-area");
  }

  @Test
  void oneNameForTwoPictures() {
    apply(A, A2, B, A).refused("one picture", "2 are to be made");
  }

  @Test
  void anIncompleteAnalogy() {
    apply("-a", A, B).refused("-a and -t belong together");
    apply("-t", A2, B).refused("-a and -t belong together");
    apply(A, A2).refused("no picture b");
    apply(A).refused("a, a' and b");
    apply("--pair", A, A2).refused("no picture b");
    apply(A, A2, B, "--pair", A).refused("--pair");
    CommandRun.of("edit", "-o", out).refused("PICTURE");
  }

  @Test
  void anUnknownOptionIsNamedWithTheNearestOne() {
    apply(A, A2, B, "--stepz", 3).refused("--stepz", "--steps");
    CommandRun.of("aply", A, A2, B).refused("aply", "apply");
  }

  @Test
  void aSavedAnalogyThatIsNone() {
    apply("--analogy", folder.resolve("none.analogy"), B).refused("none.analogy");
    apply("--analogy", A, B).refused("a.png");
    apply("--analogy", Examples.latents("sepia"), B).refused("not a saved analogy");
    apply("--analogy", A, "-a", A, "-t", A2, B).refused("--analogy");
  }

  @Test
  void aTargetThatIsNoPlaceForAPicture() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    CommandRun.of("apply", A, A2, B, "-o", file.resolve("x.png")).refused("is a file");
    CommandRun.of("apply", A, A2, B, "-o", file).refused("is a file");
    CommandRun.of("apply", A, A2, B, "-o", folder.resolve("x.webp")).refused("-o", "PNG or JPEG");
    apply(A, A2, B, "--sheet", folder.resolve("x.gif")).refused("--sheet", "PNG or JPEG");
    Path taken = Files.createDirectory(folder.resolve("taken.png"));
    CommandRun.of("apply", A, A2, B, "-o", taken).refused("is a folder");
    apply(A, A2, B, "--sheet", file.resolve("sheet.png")).refused("is a file");
    CommandRun.of("edit", B, "-o", file.resolve("x.png")).refused("is a file");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", file.resolve("x"))
        .refused("is a file");
  }

  @Test
  void anInputIsNotOverwritten() throws Exception {
    Path b = Files.copy(B, folder.resolve("b.png"));

    CommandRun.of("apply", A, A2, b, "-o", b).refused("overwrite");
    CommandRun.of("apply", A, A2, b, "-o", folder).refused("overwrite");
    CommandRun.of("edit", b, "-o", b).refused("overwrite");
    apply(A, A2, b, "--sheet", b).refused("overwrite");

    assertThat(b).hasSameBinaryContentAs(B);
  }

  @Test
  void whatIsReadOtherwiseIsNotOverwritten() throws Exception {
    Path lora = Files.createFile(folder.resolve("lora.png"));
    Path batch =
        Files.writeString(
            folder.resolve("items.jsonl"),
            "{\"a\": \"a.png\", \"a2\": \"a2.png\", \"b\": \"b.png\", \"out\": \"b.png\"}");
    Path b = Files.copy(B, folder.resolve("b.png"));
    Path saved = Files.createFile(folder.resolve("saved.analogy"));

    CommandRun.of("edit", B, "--lora", lora, 1, "-o", lora).refused("overwrite");
    CommandRun.of("apply", "--batch", batch, "-o", folder).refused("b.png would overwrite");
    apply("--analogy", saved, B, "--analogy-out", saved).refused("saved.analogy would overwrite");
    CommandRun.of("apply", "--from", b, "-o", b).refused("overwrite");

    assertThat(b).hasSameBinaryContentAs(B);
  }

  @Test
  void noFileIsWrittenTwice() {
    Path x = out.resolve("x.png");
    Path same = out.resolve("sub/../x.png");

    apply(A, A2, B, "--sheet", same).refused("x.png would be written twice", "-o and --sheet");
    apply(A, A2, B, "--save-grid", x).refused("-o and --save-grid");
    apply(A, A2, B, "--analogy-out", x).refused("-o and --analogy-out");
    apply(A, A2, B, "--sheet", folder.resolve("s.png"), "--save-grid", folder.resolve("s.png"))
        .refused("--save-grid and --sheet");
  }

  @Test
  void standardOutputIsNoPicture() {
    CommandRun.of("apply", A, A2, B, "-o", "-").refused("'-' is no file", ".png");
    CommandRun.of("edit", B, "-p", "x", "-o", "-").refused("'-' is no file");
    CommandRun.of("apply", A, A2, B, "-o", "-/x.png").refused("'-' is no file");
    apply(A, A2, B, "--sheet", "-").refused("'-' is no file");
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = sh("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString());
    assumeTrue(mounted, "only root may mount a small disk");
    try {
      Path big = folder.resolve("big.png");
      PngWriter.write(
          big, Examples.read(B).resize(400, 400, io.lorweb.image.Resampling.LANCZOS), Map.of());

      CommandRun.of("apply", A, A2, big, "-o", disk.resolve("x.png"), "--steps", 1)
          .refused("x.png", "No space left");
      CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", disk.resolve("x.safetensors"))
          .refused("x.safetensors", "No space left");

      assertThat(Examples.list(disk)).isEmpty();
    } finally {
      assertThat(sh("umount", disk.toString())).isTrue();
    }
  }

  private static boolean sh(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  private CommandRun apply(Object... arguments) {
    return CommandRun.of("apply", arguments, "-o", out.resolve("x.png"));
  }

  /** A PNG that says how large it is and then ends. */
  private static byte[] header(int width, int height) {
    ByteBuffer data = ByteBuffer.allocate(17);
    data.put("IHDR".getBytes(StandardCharsets.US_ASCII));
    data.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(data.array());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
    file.writeBytes(data.array());
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    file.writeBytes(new byte[64]);
    return file.toByteArray();
  }
}
