package io.lorweb.studio;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;

/** Files that are no pictures, or damaged, or far too large. */
final class BadUploads extends BadRequests {

  BadUploads(Client client, String picture) {
    super(client, picture);
    add(
        "PNG of 30000 x 30000 pixels in 33 bytes",
        413,
        "make it smaller",
        () -> upload(BadFiles.png(30000, 30000)));
    add(
        "PNG of 2000 x 2000 pixels where 1,048,576 are read",
        413,
        "more than the limit of 1,048,576",
        () -> upload(PngWriter.toBytes(Picture.filled(2000, 2000, 0))));
    add(
        "JPEG whose frame says 65000 x 65000",
        413,
        "make it smaller",
        () -> upload(BadFiles.jpeg(65000, 65000)));
    add("WebP of 16384 x 16384", 413, "make it smaller", () -> upload(BadFiles.webp()));
    add("GIF of 65535 x 65535", 413, "make it smaller", () -> upload(BadFiles.gif()));
    add(
        "BMP of 60000 x 60000 without pixels",
        422,
        "damaged or truncated",
        () -> upload(BadFiles.bmp()));
    add("PNG of width 0", 422, "is damaged", () -> upload(BadFiles.png(0, 5)));
    add("PNG cut in half", 422, "damaged", () -> upload(BadFiles.cut(A)));
    add("PNG with a wrong bit", 422, "damaged", () -> upload(BadFiles.damaged(A)));
    add("JPEG cut in half", 422, "damaged", () -> upload(BadFiles.cut(BadFiles.jpeg())));
    add("empty file", 415, "is empty", () -> upload(new byte[0]));
    add("text", 415, "not a picture of a known format", () -> upload(BadFiles.text("hello")));
    add(
        "HTML",
        415,
        "give a PNG, JPEG, WebP",
        () -> upload(BadFiles.text("<!doctype html><script>alert(1)</script>")));
    add(
        "SVG with a script",
        415,
        "SVG",
        () ->
            upload(
                BadFiles.text(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")));
    add("HEIC", 415, "HEIC", () -> upload(BadFiles.heif("heic")));
    add("AVIF", 415, "AVIF", () -> upload(BadFiles.heif("avif")));
    add("PDF", 415, "PDF", () -> upload(BadFiles.text("%PDF-1.7\n")));
    add("TIFF", 415, "TIFF", () -> upload(BadFiles.text("II*\0\u0008\0\0\0")));
    add("ZIP", 415, "give a PNG, JPEG, WebP", () -> upload(BadFiles.text("PK\u0003\u0004....")));
    add(
        "file of more than the limit of 1 MB",
        413,
        "more than the limit of 1 MB",
        () -> upload(new byte[(1 << 20) + 1]));
    add(
        "PNG without a recipe, for its recipe",
        400,
        "carries no run settings",
        () -> client.post("/api/recipes", new Multipart().file("picture", A)));
  }
}
