package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reading the text of one document. */
public sealed interface ReadDocument {
  /** It is sound. */
  record Sound(Manifest manifest) implements ReadDocument {}

  /**
   * It is not, and says nothing.
   *
   * @param problems what is wrong with it
   */
  record Refused(List<Problem> problems) implements ReadDocument {
    public Refused {
      problems = List.copyOf(problems);
    }

    /** One line per problem. */
    @Override
    public String toString() {
      return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
  }
}
