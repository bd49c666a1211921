package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void aLostLetterIsNamed() {
    StringWriter err = new StringWriter();

    assertThat(Arguments.readable(new String[] {"edit", "caf\u00e9"}, new PrintWriter(err)))
        .isTrue();
    assertThat(Arguments.readable(new String[] {"-p", "caf\uFFFD"}, new PrintWriter(err)))
        .isFalse();

    assertThat(err.toString()).contains("letters of 'caf?'", "LC_ALL=C.UTF-8");
  }

  @Test
  void onlyALimitOfAddressesIsToldOf() {
    String name = "Max address space         ";

    assertThat(AddressSpace.hint(List.of("Max cpu time 1 2", name + "unlimited  unlimited  bytes")))
        .isEmpty();
    assertThat(AddressSpace.hint(List.of(name + "6144000000  unlimited  bytes")))
        .contains("only 6144 MB of addresses");
    assertThat(AddressSpace.hint(List.of())).isEmpty();
  }
}
