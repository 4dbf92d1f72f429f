package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.yaml.Problem;
import java.util.List;

/** What came of reading a repository: it is taken whole or refused whole. */
public sealed interface ReadResult {
  /** Every file was sound. */
  record Valid(ManifestSet manifests) implements ReadResult {}

  /**
   * Something was wrong, so nothing of it holds.
   *
   * @param problems sorted by file, line and column; at most {@link ManifestReader#MAX_PROBLEMS}
   * @param omitted how many more there are
   */
  record Invalid(List<Problem> problems, int omitted) implements ReadResult {
    public Invalid {
      problems = List.copyOf(problems);
    }

    /** One line per problem, and a last one for those left out. */
    @Override
    public String toString() {
      var text = new StringBuilder();
      problems.forEach(problem -> text.append(problem).append('\n'));
      return omitted == 0
          ? text.toString()
          : text.append("and ").append(omitted).append(" more\n").toString();
    }
  }
}
