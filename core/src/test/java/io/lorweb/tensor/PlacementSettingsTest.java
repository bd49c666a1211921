package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.error.InputException;
import io.lorweb.record.RunJson;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Device, number format and memory plan as they are asked for. */
class PlacementSettingsTest {

  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda", "cuda:1"})
  void devicesKeepTheirWord(String word) {
    assertThat(DeviceSetting.parse(word).id()).isEqualTo(word);
    assertThat(DeviceSetting.parse(word.toUpperCase(Locale.ROOT)))
        .isEqualTo(DeviceSetting.parse(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "cuda:", "cuda:x", "cpu:0", ""})
  void otherDevicesAreRefused(String word) {
    assertThatThrownBy(() -> DeviceSetting.parse(word))
        .isInstanceOf(InputException.class)
        .hasMessage("device '%s' is unknown: use auto, cpu, cuda or cuda:N", word);
  }

  @Test
  void theCpuIsThere() {
    assertThat(DeviceSetting.CPU.device()).isEqualTo(Device.CPU);
  }

  @ParameterizedTest
  @CsvSource({
    "auto,CPU,FP32", "auto,CUDA,BF16", "fp32,CUDA,FP32", "float32,CUDA,FP32",
    "bf16,CPU,BF16_PRODUCTS", "bfloat16,CPU,BF16_PRODUCTS", "fp16,CPU,FP16", "Float16,CPU,FP16"
  })
  void aFormatIsChosenForTheDevice(String word, Device.Kind kind, ComputeType type) {
    assertThat(DtypeSetting.parse(word).on(new Device(kind, 0), 1_000_000)).isEqualTo(type);
  }

  @Test
  void largePartsOnACpuComputeInBf16WhereItHasUnitsForThem() {
    assertThat(DtypeSetting.AUTO.on(Device.CPU, 1_000_000_000).factorType())
        .isEqualTo(Bf16Units.present() ? ScalarType.BFloat16 : ScalarType.Float);
    assertThat(DtypeSetting.FP32.on(Device.CPU, 1_000_000_000)).isEqualTo(ComputeType.FP32);
  }

  @Test
  void unitsForBf16AreFoundInAProcessorsDescription() {
    assertThat(Bf16Units.anyOf(Stream.of("flags\t\t: fpu avx512f avx512_bf16 clzero"))).isTrue();
    assertThat(Bf16Units.anyOf(Stream.of("flags\t\t: fpu amx_bf16 amx_tile"))).isTrue();
    assertThat(Bf16Units.anyOf(Stream.of("flags\t\t: fpu avx512f", "bugs\t\t: avx512_bf16x")))
        .isFalse();
  }

  @Test
  void whatFitsIntoHalfOfTheFreeMemoryIsResident() {
    assertThat(MemorySetting.AUTO.plan(GIB, () -> 2 * GIB)).isEqualTo(MemoryPlan.RESIDENT);
    assertThat(MemorySetting.AUTO.plan(GIB + 1, () -> 2 * GIB)).isEqualTo(MemoryPlan.STREAM);
    assertThat(MemorySetting.parse("resident").plan(GIB, () -> 0)).isEqualTo(MemoryPlan.RESIDENT);
    assertThat(MemorySetting.parse("stream").plan(0, () -> GIB)).isEqualTo(MemoryPlan.STREAM);
    assertThat(MemorySetting.parse("INT8").plan(0, () -> GIB)).isEqualTo(MemoryPlan.INT8);
  }

  @Test
  void otherFormatsAndPlansAreRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> DtypeSetting.parse("fp64"))
        .isInstanceOf(InputException.class)
        .hasMessage("dtype 'fp64' is unknown: use auto, fp32, bf16 or fp16");
    assertThatThrownBy(() -> MemorySetting.parse("disk"))
        .isInstanceOf(InputException.class)
        .hasMessage("memory plan 'disk' is unknown: use auto, resident, stream or int8");
  }

  @Test
  void recordsOfRunsHoldTheWords() {
    LoadOptions options =
        LoadOptions.defaults()
            .machine(
                m ->
                    m.device(DeviceSetting.parse("cuda:1"))
                        .dtype(DtypeSetting.BF16)
                        .memory(MemorySetting.INT8));
    ObjectNode json = RunJson.load(options);

    assertThat(json.get("device").textValue()).isEqualTo("cuda:1");
    assertThat(json.get("dtype").textValue()).isEqualTo("bf16");
    assertThat(json.get("memory").textValue()).isEqualTo("int8");
    assertThat(RunJson.load("record", json)).isEqualTo(options);
    // As older records may have it.
    json.put("dtype", "bfloat16").put("memory", "Int8");
    assertThat(RunJson.load("record", json)).isEqualTo(options);
    json.put("device", "tpu");
    assertThatThrownBy(() -> RunJson.load("record", json))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("record: device 'tpu' is unknown");
  }
}
