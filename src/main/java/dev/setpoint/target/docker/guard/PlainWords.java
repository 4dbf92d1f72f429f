package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Refuses what could end a line in a configuration that somebody writes from these values: NUL
 * everywhere, line breaks in everything but the process's own words, which stay values of JSON down
 * to the kernel.
 */
final class PlainWords {
  private static final Set<String> OWN_WORDS =
      Set.of("Env", "Cmd", "Entrypoint", "Healthcheck.Test", "Labels");

  private final Findings findings;

  PlainWords(Findings findings) {
    this.findings = findings;
  }

  /** Judges a whole body. */
  void judge(JsonNode body) {
    judge("", body);
  }

  private void judge(String path, JsonNode node) {
    if (node.isTextual()) {
      String text = node.asText();
      if (path.equals("Env")) {
        text(path, text.substring(0, Math.max(0, text.indexOf('='))), false);
      }
      text(path, text, OWN_WORDS.stream().anyMatch(own -> isIn(path, own)));
    } else if (node.isArray()) {
      node.forEach(item -> judge(path, item));
    } else if (node.isObject()) {
      node.properties()
          .forEach(entry -> {
            text(path.isEmpty() ? entry.getKey() : path, entry.getKey(), false);
            judge(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue());
          });
    }
  }

  private static boolean isIn(String path, String own) {
    return path.equals(own) || path.startsWith(own + ".");
  }

  /** Judges one word that is not part of a body, such as a name. */
  void word(String what, String text) {
    text(what, text, false);
  }

  private void text(String path, String text, boolean ownWords) {
    if (text.indexOf('\0') >= 0) {
      findings.never(path, "holds NUL, which ends it too early for whoever reads it");
    } else if (!ownWords && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0)) {
      findings.never(path, "holds a line break, which could begin another setting");
    }
  }
}
