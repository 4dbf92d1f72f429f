package dev.setpoint.manifest.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns what the YAML library says about broken syntax into a problem with a remedy. */
final class SyntaxProblem {
  private static final String WHY = "the file cannot be read past this place";

  private SyntaxProblem() {}

  static Problem of(String path, YamlEngineException broken) {
    if (!(broken instanceof MarkedYamlEngineException marked)) {
      return new Problem(
          path,
          0,
          0,
          "not YAML: " + oneLine(String.valueOf(broken.getMessage())),
          WHY,
          "correct the file");
    }
    Optional<Mark> mark = marked.getProblemMark();
    String said = oneLine(marked.getProblem());
    return new Problem(
        path,
        mark.map(Mark::getLine).orElse(-1) + 1,
        mark.map(Mark::getColumn).orElse(-1) + 1,
        "not YAML: " + said,
        WHY,
        remedy(said));
  }

  private static String remedy(String said) {
    if (said.contains("TAB")) {
      return "indent with spaces, tabs are not allowed";
    }
    if (said.contains("mapping values are not allowed")) {
      return "indent the key as its neighbours, or put the value in quotes when it holds \": \"";
    }
    if (said.contains("cannot start any token")) {
      return "put the value in quotes";
    }
    if (said.contains("unexpected end of stream")) {
      return "close the quote or bracket that was opened";
    }
    return "check indentation, quotes and brackets at and just above this place";
  }

  private static String oneLine(String message) {
    String quoted = Visible.quoted(message.lines().findFirst().orElse("")).replace("\\t", "");
    return quoted.substring(1, quoted.length() - 1);
  }
}
