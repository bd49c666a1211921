package io.lorweb.studio;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.lorweb.image.JpegWriter;
import io.lorweb.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The system's Chromium, without a window. */
public final class Browser implements AutoCloseable {

  /** It knows no protocol of browsers that are newer than itself, and says so at every start. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int QUALITY = 88;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether this machine has it. */
  public static boolean installed() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /** A new one with a profile of its own. */
  public static Browser open(int width, int height) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--hide-scrollbars",
        "--window-size=" + width + "," + height);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .withSilent(true)
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.size(width, height);
    return browser;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Of the page, not of a window around it; below 500 pixels as a phone has them. */
  public void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /** Lets pages save files into a folder without asking. */
  public void downloads(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** Lets a page read and write the clipboard. */
  public void allowClipboard(String address) {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of(
            "origin",
            address,
            "permissions",
            List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }

  /** Asks pages for their dark or light look. */
  public void dark(boolean dark) {
    prefer("prefers-color-scheme", dark ? "dark" : "light");
  }

  /** Asks pages to keep still, or no more. */
  public void still(boolean still) {
    prefer("prefers-reduced-motion", still ? "reduce" : "no-preference");
  }

  private void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** The element that the selector names. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** All that the selector names. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Runs a script in the page. */
  public Object script(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /**
   * Runs a script before those of every page that is opened from now on.
   *
   * @return what {@link #noLonger} wants
   */
  public String beforeEveryPage(String script) {
    return (String)
        driver
            .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .get("identifier");
  }

  /** Ends what {@link #beforeEveryPage} began. */
  public void noLonger(String identifier) {
    driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
  }

  /** Waits for a condition, which is what {@code what} says. */
  public void await(String what, Function<WebDriver, Boolean> condition) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(what)
        .until(condition::apply);
  }

  /** Waits until an element is to be seen. */
  public WebElement awaitShown(String selector) {
    List<WebElement> seen = new ArrayList<>();
    await(
        selector + " is to be seen",
        d -> {
          seen.clear();
          all(selector).stream().filter(WebElement::isDisplayed).forEach(seen::add);
          return !seen.isEmpty();
        });
    return seen.get(0);
  }

  /** Clicks on an element, also when the page is just replacing it by another. */
  public void click(String selector, int index) {
    await(
        selector + " can be clicked",
        d -> {
          all(selector).get(index).click();
          return true;
        });
  }

  /** Waits until an element says something. */
  public void awaitText(String selector, String text) {
    await(selector + " says " + text, d -> find(selector).getText().contains(text));
  }

  /** What axe-core finds that is serious or worse, one line each. */
  public List<String> barriers() {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(Browser::line)
            .toList();
  }

  private static String line(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml();
  }

  /** Keeps a picture of the page among those of the documents, as a JPEG of that name. */
  public void document(String name) {
    byte[] png = driver.getScreenshotAs(OutputType.BYTES);
    Path file = Path.of("docs", "pictures", name + ".jpg");
    JpegWriter.write(file, PictureReader.read(png, name), QUALITY);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
