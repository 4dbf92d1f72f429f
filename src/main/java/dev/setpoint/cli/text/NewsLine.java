package dev.setpoint.cli.text;

import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.PlanView.CorrectionView;
import dev.setpoint.api.wire.SourceView;
import java.time.Duration;
import java.util.stream.Collectors;

/** One line for each thing that happens. */
public final class NewsLine {
  private static final int MOST_CHANGES = 3;

  private NewsLine() {}

  /** A correction that ended: what, why, before and after, how long. */
  public static void correction(Paper paper, NewsView news) {
    CorrectionView correction = news.correction();
    String failed =
        news.failure() == null
            ? ""
            : "; " + Escaped.line(news.failure()) + ": " + Escaped.brief(news.message());
    paper.line(
        time(news),
        "  ",
        paper.paint(Tone.ofResult(news.result()), "%-9s".formatted(news.result())),
        "  ",
        correction.verb(),
        " ",
        paper.paint(Tone.STRONG, Escaped.line(correction.resource())),
        " (",
        correction.cause(),
        "): ",
        Escaped.brief(correction.reason()),
        changes(correction),
        failed,
        "; took ",
        Paper.span(Duration.ofMillis(news.tookMillis())),
        ", ",
        Paper.span(Duration.ofMillis(news.sinceSeenMillis())),
        " after it was seen");
  }

  private static String time(NewsView news) {
    String time = news.began().toString();
    int from = time.indexOf('T') + 1;
    return time.substring(from, Math.min(time.length(), from + "00:00:00".length()));
  }

  private static String changes(CorrectionView correction) {
    var changes = correction.changes();
    if (changes.isEmpty()) {
      return "";
    }
    String rest =
        changes.size() > MOST_CHANGES ? ", and " + (changes.size() - MOST_CHANGES) + " more" : "";
    return changes.stream()
        .limit(MOST_CHANGES)
        .map(Sentences::change)
        .collect(Collectors.joining(", ", "; ", rest));
  }

  /** How the repository stands now. */
  public static void source(Paper paper, SourceView source) {
    var revision = source.revision();
    String at = revision == null ? "no revision yet" : Sentences.revision(revision);
    String message =
        source.message().isEmpty()
            ? ""
            : "; " + Escaped.line(source.reason() + ": " + source.message());
    paper.line(
        "repository ",
        paper.paint(Tone.ofCondition(source.condition()), source.condition()),
        " at ",
        at,
        message);
  }
}
