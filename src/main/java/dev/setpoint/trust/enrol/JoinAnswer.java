package dev.setpoint.trust.enrol;

import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.Refusal;
import java.nio.file.Path;

/** What goes back. */
public sealed interface JoinAnswer {
  /** HTTP status. */
  int status();

  /** Media type of the body. */
  String type();

  /** A text, in UTF-8. It may hold a certificate, never a secret. */
  record Text(int status, String type, String body) implements JoinAnswer {}

  /** The content of a file. */
  record File(int status, String type, Path file) implements JoinAnswer {}

  /** A record as JSON. */
  static JoinAnswer json(Record value) {
    return new Text(200, "application/json", JoinJson.write(value));
  }

  /** A refusal. */
  static JoinAnswer refusal(int status, String error, String message, String remedy) {
    var view = new Refusal(error, message, remedy);
    return new Text(status, "application/json", JoinJson.write(view));
  }
}
