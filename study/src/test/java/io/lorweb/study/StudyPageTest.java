package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lorweb.studio.Browser;
import io.lorweb.studio.web.RawHttp;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Trials;
import io.lorweb.study.design.Trials.Trial;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** A whole study in a browser, without a mouse. */
class StudyPageTest {

  @TempDir Path folder;

  private static void press(Browser browser, CharSequence key) {
    browser.find("body").sendKeys(key);
  }

  private static void awaitTrial(Browser browser, int number) {
    browser.await(
        "trial " + number,
        d ->
            !browser.all("main[data-trial='" + number + "']").isEmpty()
                && browser.find("#left").isEnabled());
  }

  @ParameterizedTest
  // A desktop, the same at 200 % zoom, a phone.
  @CsvSource({"1280, 900", "640, 450", "390, 844"})
  void byKeyboardFromConsentToTheEnd(int width, int height) throws Exception {
    assumeTrue(Browser.installed(), "Chromium is not installed");
    Design design = StudyRuns.study(folder, 4, 1);
    Path file = folder.resolve("study");
    try (Study study = Study.serve(StudyOptions.local(file, StudyServerTest.SECRET));
        Browser browser = Browser.open(width, height)) {
      browser.driver().get(study.address() + "join");
      assertThat(browser.barriers()).isEmpty();
      browser.find("form button").sendKeys(Keys.ENTER);

      List<Trial> trials = Trials.of(design, 0);
      for (Trial trial : trials) {
        awaitTrial(browser, trial.number());
        if (trial.number() < 2) {
          assertThat(browser.barriers()).isEmpty();
          assertThat((Long) browser.script("return document.body.scrollWidth"))
              .isLessThanOrEqualTo(width);
        }
        press(browser, trial.number() == 2 ? "0" : trial.firstLeft() ? "1" : Keys.ARROW_RIGHT);
        if (trial.number() == 1) {
          // One back, the other answer, and on.
          awaitTrial(browser, 2);
          press(browser, Keys.BACK_SPACE);
          awaitTrial(browser, 1);
          assertThat(
                  browser
                      .find("#" + (trial.firstLeft() ? "left" : "right"))
                      .getDomAttribute("aria-pressed"))
              .isEqualTo("true");
          press(browser, trial.firstLeft() ? Keys.ARROW_RIGHT : Keys.ARROW_LEFT);
        }
        if (trial.number() == 3) {
          awaitTrial(browser, 4);
          browser.driver().navigate().refresh();
        }
      }
      browser.awaitText("main", "All your answers are stored");
      assertThat(browser.barriers()).isEmpty();

      browser.driver().get(study.address() + "login");
      assertThat(browser.barriers()).isEmpty();
      browser.find("input[name=token]").sendKeys(StudyServerTest.SECRET, Keys.ENTER);
      browser.awaitText("h1", "Results so far");
      assertThat(browser.barriers()).isEmpty();
      assertThat(browser.find("main").getText()).contains("SIMULATED", "1 have finished");
    }
    String csv = votes(file);
    assertThat(csv.lines().filter(line -> line.contains(",true,")).count()).isEqualTo(6);
    assertThat(csv).contains("chosen");
  }

  private static String votes(Path file) throws Exception {
    try (Study study = Study.serve(StudyOptions.local(file, StudyServerTest.SECRET))) {
      return new RawHttp(study.address())
          .send("GET", "/admin/votes.csv", "Authorization: Bearer " + StudyServerTest.SECRET)
          .text();
    }
  }
}
