package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits that move pixels: flip, rot, quad, scale, tile, mirror, warp, shift, crop. */
final class GeometryTasks {

  private static final double MIDDLE = 32;

  private GeometryTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of(
            "flip",
            "fliph",
            "flip it left to right",
            "mirror image",
            Edit.move(at -> at[0] = 64 - at[0])),
        EditTask.of(
            "flip",
            "flipv",
            "flip it upside down",
            "turn top to bottom",
            Edit.move(at -> at[1] = 64 - at[1])),
        EditTask.of(
            "rot",
            "rot90",
            "rotate it right",
            "quarter turn clockwise",
            Edit.move(Warp.quarter(1))),
        EditTask.of(
            "rot",
            "rot270",
            "rotate it left",
            "quarter turn counterclockwise",
            Edit.move(Warp.quarter(3))),
        EditTask.of(
            "rot",
            "rot180",
            "rotate it by half a turn",
            "turn it around",
            Edit.move(Warp.quarter(2))),
        EditTask.of(
            "quad",
            "quad",
            "swap opposite quarters",
            "exchange the corners",
            Edit.move(Warp.swap(true, true))),
        EditTask.of("scale", "zoom", "zoom in", "make it larger", Edit.warp(Warp.scale(1.6))),
        EditTask.of("scale", "shrink", "zoom out", "make it smaller", Edit.warp(Warp.scale(0.55))),
        EditTask.of(
            "tile", "tile", "repeat it four times", "tile two by two", Edit.warp(Warp.tile(2))),
        EditTask.of(
            "mirror",
            "mirror",
            "mirror the left half",
            "left side on both sides",
            Edit.move(at -> at[0] = Math.min(at[0], 64 - at[0]))),
        EditTask.of(
            "mirror",
            "mirrortop",
            "mirror the top half",
            "top half reflected below",
            Edit.move(at -> at[1] = Math.min(at[1], 64 - at[1]))),
        EditTask.of(
            "warp",
            "wave",
            "make it wavy",
            "bend it into waves",
            Edit.warp(Warp.wave(3, 21, false))),
        EditTask.of(
            "warp", "swirl", "swirl it", "twist it around the middle", Edit.warp(Warp.swirl(100))),
        EditTask.of(
            "warp",
            "shear",
            "slant it",
            "lean it to the side",
            Edit.warp(at -> at[0] += 0.4 * (at[1] - MIDDLE))),
        EditTask.of(
            "shift",
            "shiftr",
            "move it right",
            "shift it to the right",
            Edit.move(Warp.shift(14, 0))),
        EditTask.of(
            "shift",
            "shiftl",
            "move it left",
            "shift it to the left",
            Edit.move(Warp.shift(-14, 0))),
        EditTask.of(
            "shift",
            "shiftd",
            "move it down",
            "shift it to the bottom",
            Edit.move(Warp.shift(0, 14))));
  }

  static void variants(Consumer<EditTask> out) {
    for (int degrees : new int[] {10, 20, 30, 45, 60, 120, 135}) {
      out.accept(
          EditTask.of(
              "rot",
              "turn:" + degrees,
              "rotate right by " + degrees + " degrees",
              "tilt clockwise by " + degrees,
              Edit.warp(Warp.turn(degrees))));
      out.accept(
          EditTask.of(
              "rot",
              "turn:" + (360 - degrees),
              "rotate left by " + degrees + " degrees",
              "tilt counterclockwise by " + degrees,
              Edit.warp(Warp.turn(-degrees))));
    }
    for (int percent : new int[] {35, 45, 65, 75, 85, 120, 135, 180, 200}) {
      String word = percent < 100 ? "shrink" : "enlarge";
      out.accept(
          EditTask.of(
              "scale",
              "scale:" + percent,
              word + " to " + percent + " percent",
              "scale to " + percent + " percent",
              Edit.warp(Warp.scale(percent / 100.0))));
    }
    out.accept(
        EditTask.of(
            "scale",
            "stretch:wide",
            "make it wide",
            "squash it flat",
            Edit.warp(at -> at[1] = MIDDLE + (at[1] - MIDDLE) / 0.55)));
    out.accept(
        EditTask.of(
            "scale",
            "stretch:narrow",
            "make it narrow",
            "squeeze it thin",
            Edit.warp(at -> at[0] = MIDDLE + (at[0] - MIDDLE) / 0.55)));
    String[] ways = {
      "up", "down", "left", "right", "up-left", "up-right", "down-left", "down-right"
    };
    for (int distance : new int[] {7, 14, 21}) {
      for (String way : ways) {
        int dx = distance * ((way.contains("right") ? 1 : 0) - (way.contains("left") ? 1 : 0));
        int dy = distance * ((way.contains("down") ? 1 : 0) - (way.contains("up") ? 1 : 0));
        boolean known =
            distance == 14 && (way.equals("right") || way.equals("left") || way.equals("down"));
        if (known) {
          continue;
        }
        String words = way.replace('-', ' ');
        String much = distance == 7 ? " a little" : distance == 21 ? " a lot" : "";
        out.accept(
            EditTask.of(
                "shift",
                "shift:" + way + ":" + distance,
                "move it " + words + much,
                "shift it " + words + much,
                Edit.move(Warp.shift(dx, dy))));
      }
    }
    for (int height : new int[] {2, 5}) {
      String word = height == 2 ? "small" : "large";
      out.accept(
          EditTask.of(
              "warp",
              "wave:across:" + height,
              word + " sideways waves",
              "bend it in " + word + " waves",
              Edit.warp(Warp.wave(height, 21, false))));
      out.accept(
          EditTask.of(
              "warp",
              "wave:down:" + height,
              word + " vertical waves",
              word + " waves up and down",
              Edit.warp(Warp.wave(height, 21, true))));
    }
    out.accept(
        EditTask.of(
            "warp",
            "warp:ripple",
            "fine ripples",
            "like seen in water",
            Edit.warp(Warp.wave(1.6, 8, false))));
    for (int degrees : new int[] {-150, -100, -60, 60, 150}) {
      String way = degrees < 0 ? "left" : "right";
      String much =
          Math.abs(degrees) == 60 ? "slightly " : Math.abs(degrees) == 150 ? "strongly " : "";
      out.accept(
          EditTask.of(
              "warp",
              "swirl:" + way + ":" + Math.abs(degrees),
              much + "swirl it " + way,
              "twist it " + much + way,
              Edit.warp(Warp.swirl(degrees))));
    }
    out.accept(
        EditTask.of(
            "warp", "warp:bulge", "bulge the middle", "fisheye lens", Edit.warp(Warp.bulge(0.6))));
    out.accept(
        EditTask.of(
            "warp",
            "warp:pinch",
            "pinch the middle",
            "pull it to the middle",
            Edit.warp(Warp.bulge(1.6))));
    out.accept(
        EditTask.of(
            "quad",
            "halves:across",
            "swap left and right halves",
            "exchange left with right half",
            Edit.move(Warp.swap(true, false))));
    out.accept(
        EditTask.of(
            "quad",
            "halves:down",
            "swap top and bottom halves",
            "exchange top with bottom half",
            Edit.move(Warp.swap(false, true))));
    out.accept(
        EditTask.of(
            "flip",
            "flip:diagonal",
            "flip it along the diagonal",
            "swap rows and columns",
            Edit.move(Warp.diagonal())));
    out.accept(
        EditTask.of(
            "tile",
            "tile:3",
            "repeat it nine times",
            "tile three by three",
            Edit.warp(Warp.tile(3))));
    out.accept(
        EditTask.of(
            "mirror",
            "mirror:right",
            "mirror the right half",
            "right side on both sides",
            Edit.move(at -> at[0] = Math.max(at[0], 64 - at[0]))));
    String[] corners = {"top left", "top right", "bottom left", "bottom right"};
    for (int i = 0; i < 4; i++) {
      double left = i % 2 * 32;
      double top = i / 2 * 32;
      out.accept(
          EditTask.of(
              "crop",
              "crop:" + corners[i].replace(' ', '-'),
              "enlarge the " + corners[i] + " quarter",
              "show only the " + corners[i],
              Edit.warp(Warp.corner(left, top))));
    }
  }
}
