package io.lorweb.tiny.tasks;

import java.util.Map;

/** Capital letters as strokes: they look the same whatever fonts are installed. */
final class Letters {

  /** Width of a letter with the gap after it; a letter is 4 wide and 6 high. */
  private static final double ADVANCE = 5.6;

  /** Strokes: x and y of points in a cell of 4 x 6; a new line of points begins after "|". */
  private static final Map<Character, String> STROKES =
      Map.ofEntries(
          Map.entry('A', "0 6 2 0 4 6|0.9 4 3.1 4"),
          Map.entry('E', "4 0 0 0 0 6 4 6|0 3 3.2 3"),
          Map.entry('F', "4 0 0 0 0 6|0 3 3.2 3"),
          Map.entry('G', "4 1 3 0 1 0 0 1 0 5 1 6 3 6 4 5 4 3.3 2.4 3.3"),
          Map.entry('H', "0 0 0 6|4 0 4 6|0 3 4 3"),
          Map.entry('I', "2 0 2 6|0.8 0 3.2 0|0.8 6 3.2 6"),
          Map.entry('K', "0 0 0 6|4 0 0 3.2|1.2 2.4 4 6"),
          Map.entry('L', "0 0 0 6 4 6"),
          Map.entry('N', "0 6 0 0 4 6 4 0"),
          Map.entry('O', "1 0 3 0 4 1 4 5 3 6 1 6 0 5 0 1 1 0"),
          Map.entry('P', "0 6 0 0 3 0 4 1 4 2.2 3 3.2 0 3.2"),
          Map.entry('S', "4 1 3 0 1 0 0 1 0 2.2 1 3 3 3 4 3.8 4 5 3 6 1 6 0 5"),
          Map.entry('T', "0 0 4 0|2 0 2 6"),
          Map.entry('U', "0 0 0 5 1 6 3 6 4 5 4 0"),
          Map.entry('W', "0 0 1 6 2 2 3 6 4 0"),
          Map.entry('X', "0 0 4 6|4 0 0 6"),
          Map.entry('Y', "0 0 2 3 4 0|2 3 2 6"));

  private Letters() {}

  /** Width of a word whose letters are {@code height} high, in the unit of the height. */
  static double width(String word, double height) {
    return (ADVANCE * word.length() - 1.6) * height / 6;
  }

  /** A word with its upper left corner at (left, top). */
  static Shape word(String word, double left, double top, double height, double stroke) {
    Shape all = (x, y) -> Double.MAX_VALUE;
    double scale = height / 6;
    for (int i = 0; i < word.length(); i++) {
      String strokes = STROKES.get(word.charAt(i));
      if (strokes == null) {
        throw new IllegalArgumentException("no strokes for the letter " + word.charAt(i));
      }
      double x0 = left + i * ADVANCE * scale;
      for (String line : strokes.split("\\|")) {
        String[] numbers = line.split(" ");
        for (int n = 0; n + 3 < numbers.length; n += 2) {
          all =
              all.or(
                  Shape.line(
                      x0 + scale * Double.parseDouble(numbers[n]),
                      top + scale * Double.parseDouble(numbers[n + 1]),
                      x0 + scale * Double.parseDouble(numbers[n + 2]),
                      top + scale * Double.parseDouble(numbers[n + 3]),
                      stroke));
        }
      }
    }
    return all;
  }
}
