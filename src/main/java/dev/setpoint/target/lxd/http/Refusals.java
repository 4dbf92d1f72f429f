package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.LxdException.Kind;
import dev.setpoint.target.wire.PlainText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.Response;

/** What a server says when it does not do something, as {@link LxdException}. */
final class Refusals {
  private static final int MESSAGE_CHARS = 600;
  private static final int ERROR_BYTES = 64 << 10;

  /** Codes of HTTP are the servers' habit, not their promise: some of these come as 400 or 500. */
  private static final List<String> CONFLICTS =
      List.of(
          "already exists",
          "already in use",
          "is in use",
          "currently in use",
          "is busy",
          "busy running");

  private static final List<String> ABSENCES = List.of("not found", "no such object");

  private Refusals() {}

  /** An answer that is not a success; of its body only the server's sentence is taken. */
  static LxdException of(String call, Response response) throws IOException {
    byte[] body = response.body().byteStream().readNBytes(ERROR_BYTES);
    return of(call, response.code(), sentence(body));
  }

  /** An operation that failed. */
  static LxdException ofOperation(String call, JsonNode operation) {
    String words = PlainText.line(operation.path("err").asText(""), MESSAGE_CHARS);
    int code = operation.path("status_code").asInt();
    return new LxdException(byWords(words), call, code, words.isEmpty() ? "it failed" : words);
  }

  static LxdException of(String call, int status, String words) {
    Kind kind =
        switch (status) {
          case 401, 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          case 409 -> Kind.CONFLICT;
          case 412 -> Kind.PRECONDITION;
          case 501 -> Kind.UNSUPPORTED;
          default -> byWords(words);
        };
    return new LxdException(kind, call, status, words.isEmpty() ? "HTTP " + status : words);
  }

  private static Kind byWords(String words) {
    String small = words.toLowerCase(Locale.ROOT);
    if (CONFLICTS.stream().anyMatch(small::contains)) {
      return Kind.CONFLICT;
    }
    return ABSENCES.stream().anyMatch(small::contains) ? Kind.NOT_FOUND : Kind.FAILED;
  }

  /** Empty for what is not an error of the server's own form, such as a page of a proxy. */
  private static String sentence(byte[] body) {
    try {
      return PlainText.line(HttpCalls.JSON.readTree(body).path("error").asText(""), MESSAGE_CHARS);
    } catch (IOException notJson) {
      return "";
    }
  }
}
