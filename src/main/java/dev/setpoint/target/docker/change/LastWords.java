package dev.setpoint.target.docker.change;

import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.wire.PlainText;
import java.util.Map;

/** What a failed container wrote last, fit for a message: short, plain and without its secrets. */
final class LastWords {
  private final ContainerJob job;

  LastWords(ContainerJob job) {
    this.job = job;
  }

  /** {@code , its last words: …}, or nothing when it said nothing. */
  String of(String id) {
    try {
      String text = job.engine().logs(id, job.ground().limits().logLines());
      for (Map.Entry<String, String> secret : job.declared().plainSecrets().entrySet()) {
        text = text.replace(secret.getValue(), "(" + secret.getKey() + ")");
      }
      String plain = PlainText.lines(text, job.ground().limits().logChars());
      return plain.isEmpty() ? "" : ", its last words: " + plain.replace("\n", " | ");
    } catch (EngineException noLogs) {
      return "";
    }
  }
}
