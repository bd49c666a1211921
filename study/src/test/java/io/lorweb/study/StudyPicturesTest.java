package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.studio.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The pictures of docs/study.md, out of the folder {@code -Dlorweb.worked} in which
 * scripts/pictures has run the worked study.
 */
@Tag("pictures")
class StudyPicturesTest {

  private static final Path WORKED = Path.of(System.getProperty("lorweb.worked", "."));

  @Test
  void areOfTheWorkedStudy() {
    try (Browser browser = Browser.open(1100, 1130)) {
      browser.driver().get(WORKED.resolve("report.html").toUri().toString());
      assertThat(browser.find("body").getText()).contains("SIMULATED", "24 have finished");
      browser.document("study-report");
    }
    StudyOptions options = StudyOptions.local(WORKED.resolve("study"), StudyServerTest.SECRET);
    try (Study study = Study.serve(options);
        Browser browser = Browser.open(1280, 900)) {
      browser.driver().get(study.address() + "join");
      browser.find("form button").sendKeys(Keys.ENTER);
      browser.await(
          "the practice can be answered",
          d -> !browser.all("main[data-trial]").isEmpty() && browser.find("#left").isEnabled());
      assertThat(browser.find("body").getText()).contains("for practice", "No difference");
      browser.document("study-trial");
    }
  }
}
