package io.lorweb.studio;

/** Ids and addresses that lead nowhere, or where nobody should go. */
final class BadAddresses extends BadRequests {

  BadAddresses(Client client, String picture) {
    super(client, picture);
    add("unknown job", 404, "no such job", () -> client.get("/api/jobs/" + NOBODY));
    add(
        "result of an unknown job",
        404,
        "no such job",
        () -> client.get("/api/jobs/" + NOBODY + "/result"));
    add("unknown batch", 404, "no such batch", () -> client.get("/api/batches/" + NOBODY));
    add("unknown preset", 404, "no such preset", () -> client.delete("/api/presets/" + NOBODY));
    add("unknown picture", 404, "no such picture", () -> client.get("/api/pictures/" + NOBODY));
    add(
        "path up as a picture's id",
        404,
        "no stored picture",
        () -> ofIds("../../../etc/passwd", picture, picture));
    add(
        "absolute path as a picture's id",
        404,
        "no stored picture",
        () -> ofIds(picture, picture, "/etc/passwd"));
    add(
        "address as a picture's id",
        404,
        "no stored picture",
        () -> ofIds(picture, picture, "http://169.254.169.254/"));
    add(
        "path up in an address",
        400,
        "damaged",
        () -> client.get("/api/pictures/..%2f..%2f..%2fetc%2fpasswd"));
    add(
        "backslashes in an address",
        404,
        "no such picture",
        () -> client.get("/api/pictures/..%5c..%5cstudio.db"));
    add("NUL in an address", 400, "damaged", () -> client.get("/api/pictures/a%00b"));
    add("the database's file", 404, "nothing at this address", () -> client.get("/studio.db"));
    add("unknown address", 404, "nothing at this address", () -> client.get("/file=/etc/passwd"));
    add(
        "known address, wrong method",
        405,
        "does not take such a request",
        () -> client.http.send("PUT", "/api/jobs"));
  }
}
