package dev.setpoint.cli.text;

import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.PlanView.CorrectionView;
import dev.setpoint.api.wire.SourceView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One line for each thing that happens. */
public final class NewsLine {
  private static final int MOST_CHANGES = 3;
  private static final Set<String> HEALING = Set.of("drift", "both");

  private NewsLine() {}

  /** A correction that ended: what, why, before and after, how long. */
  public static void correction(Paper paper, NewsView news) {
    CorrectionView correction = news.correction();
    paper.line(
        time(news),
        "  ",
        paper.paint(Tone.ofResult(news.result()), "%-9s".formatted(news.result())),
        "  ",
        "%-7s".formatted(correction.verb()),
        "  ",
        paper.paint(Tone.STRONG, Escaped.line(correction.resource())),
        "  ",
        correction.cause(),
        ": ",
        why(correction),
        "  ",
        paper.paint(Tone.DIM, "(" + howLong(news) + ")"),
        failure(news));
  }

  /** Before and after say more than the sentence that was made of them. */
  private static String why(CorrectionView correction) {
    if (!correction.changes().isEmpty()) {
      return changes(correction.changes());
    }
    String reason = correction.reason();
    String cause = " (" + correction.cause() + ")";
    return Escaped.brief(
        reason.endsWith(cause) ? reason.substring(0, reason.length() - cause.length()) : reason);
  }

  private static String changes(List<FieldView> changes) {
    int more = changes.size() - MOST_CHANGES;
    return changes.stream()
        .limit(MOST_CHANGES)
        .map(Sentences::change)
        .collect(Collectors.joining(", ", "", more > 0 ? ", and " + more + " more" : ""));
  }

  /** What git wants takes as long as it takes; of drift people want to know how long it stood. */
  private static String howLong(NewsView news) {
    boolean healed = HEALING.contains(news.correction().cause()) && news.failure() == null;
    return healed
        ? "healed in " + Paper.span(Duration.ofMillis(news.sinceSeenMillis()))
        : "took " + Paper.span(Duration.ofMillis(news.tookMillis()));
  }

  private static String failure(NewsView news) {
    return news.failure() == null
        ? ""
        : "  " + Escaped.line(news.failure()) + ": " + Escaped.brief(news.message());
  }

  private static String time(NewsView news) {
    String time = news.began().toString();
    int from = time.indexOf('T') + 1;
    return time.substring(from, Math.min(time.length(), from + "00:00:00".length()));
  }

  /** How the repository stands now. */
  public static void source(Paper paper, SourceView source) {
    var revision = source.revision();
    String inForce =
        revision == null
            ? "no revision in force yet"
            : "in force: %s \"%s\" by %s"
                .formatted(
                    Escaped.line(revision.shortId()),
                    Escaped.brief(revision.subject()),
                    Escaped.brief(revision.author()));
    String why =
        source.reason().isEmpty()
            ? ""
            : "; " + Escaped.line(source.reason()) + ": " + Escaped.line(source.message());
    paper.line(
        "repository ",
        paper.paint(Tone.ofCondition(source.condition()), source.condition()),
        ", ",
        inForce,
        why);
  }
}
