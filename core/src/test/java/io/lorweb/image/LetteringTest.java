package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetteringTest {

  /** As Java throws them without fonts, without fontconfig and without freetype. */
  @Test
  void aMachineWithoutFontsIsToldWhatItLacks() {
    for (Error error :
        List.of(
            new InternalError("Fontconfig head is null"),
            new UnsatisfiedLinkError("libfreetype.so.6"),
            new NoClassDefFoundError("sun.awt.X11FontManager"))) {
      assertThatThrownBy(
              () ->
                  Lettering.found(
                      () -> {
                        throw error;
                      }))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("install fontconfig and a font")
          .hasCause(error);
    }
  }

  @Test
  void oneWithFontsIsNot() {
    assertThatCode(Lettering::require).doesNotThrowAnyException();
  }
}
