package io.lorweb.tiny.tasks;

import io.lorweb.tiny.drawings.Style;
import java.util.List;

/** The tasks that no rule makes: the same names drawn by two hands. */
final class RealPairs {

  private RealPairs() {}

  static List<StyleTask> all() {
    return List.of(
        pair(
            "noto2tw",
            "redraw it in flat simple shapes",
            "twemoji style",
            Style.NOTO,
            Style.TWEMOJI),
        pair("tw2noto", "redraw it with soft shading", "noto style", Style.TWEMOJI, Style.NOTO),
        pair(
            "flat2hc",
            "redraw it in black only",
            "high contrast symbol",
            Style.FLAT,
            Style.CONTRAST),
        pair("flat23d", "make it three dimensional", "render it in 3d", Style.FLAT, Style.THREE_D),
        pair(
            "3d2flat",
            "make the 3d picture flat",
            "remove depth and shading",
            Style.THREE_D,
            Style.FLAT),
        pair("noto2light", "give it light skin", "light skin tone", Style.NOTO, Style.NOTO_LIGHT),
        pair("noto2dark", "give it dark skin", "dark skin tone", Style.NOTO, Style.NOTO_DARK),
        pair(
            "light2dark",
            "turn light skin dark",
            "darken the skin",
            Style.NOTO_LIGHT,
            Style.NOTO_DARK),
        pair("ph2bold", "make the lines bold", "thicker strokes", Style.PH, Style.PH_BOLD),
        pair("ph2thin", "make the lines thin", "thinner strokes", Style.PH, Style.PH_THIN),
        pair("ph2fill", "fill the icon", "make it solid", Style.PH, Style.PH_FILL),
        pair(
            "fill2thin",
            "solid icon to thin lines",
            "hollow it, thin outline",
            Style.PH_FILL,
            Style.PH_THIN),
        pair(
            "bold2thin",
            "bold lines to thin lines",
            "make bold strokes thin",
            Style.PH_BOLD,
            Style.PH_THIN),
        pair("noto2flat", "redraw it as fluent flat", "fluent emoji, flat", Style.NOTO, Style.FLAT),
        pair(
            "noto23d",
            "redraw it as fluent 3d",
            "fluent emoji, three dimensional",
            Style.NOTO,
            Style.THREE_D));
  }

  private static StyleTask pair(String name, String phrase, String other, Style from, Style to) {
    return new StyleTask(name, List.of(phrase, other), from, to);
  }
}
