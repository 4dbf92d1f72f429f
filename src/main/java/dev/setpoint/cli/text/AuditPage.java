package dev.setpoint.cli.text;

import dev.setpoint.api.wire.EntryView;
import dev.setpoint.api.wire.EntryView.Approved;
import dev.setpoint.api.wire.EntryView.EventView;
import dev.setpoint.api.wire.EntryView.IdentityView;
import dev.setpoint.api.wire.EntryView.Intent;
import dev.setpoint.api.wire.EntryView.Requested;
import dev.setpoint.api.wire.EntryView.Resumed;
import dev.setpoint.api.wire.EntryView.RevisionAccepted;
import dev.setpoint.api.wire.EntryView.RevisionHeld;
import dev.setpoint.api.wire.EntryView.Settled;
import dev.setpoint.api.wire.EntryView.Started;
import dev.setpoint.api.wire.EntryView.Suspended;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Entries of the trail. */
public final class AuditPage {
  private AuditPage() {}

  /** Writes a page of entries. */
  public static void write(Paper paper, EntryView.Page page) {
    page.entries().forEach(entry -> entry(paper, entry, ""));
    if (page.entries().isEmpty()) {
      paper.line("No entry matches.");
    }
    if (page.nextBefore() != null) {
      paper.line("Older ones: add --before ", String.valueOf(page.nextBefore()));
    }
  }

  /** Writes one entry whole. */
  public static void write(Paper paper, EntryView.Detail detail) {
    EntryView entry = detail.entry();
    entry(paper, entry, "");
    paper.line("  written at ", entry.at().toString());
    if (entry.event() instanceof Intent intent) {
      intent(paper, intent);
    }
    if (detail.outcome() != null) {
      entry(paper, detail.outcome(), "");
    } else if (entry.event() instanceof Intent) {
      paper.line("  It has no outcome yet.");
    }
  }

  private static void intent(Paper paper, Intent intent) {
    String file = intent.file().isEmpty() ? "no manifest any more" : intent.file();
    paper.line("  seen at    ", intent.driftSeenAt().toString());
    paper.line(
        "  revision   ", Escaped.line(intent.revisionId()), " by ", Escaped.brief(intent.author()));
    paper.line("  declared   ", Escaped.line(file));
    intent.changes().forEach(change -> paper.line("  ", Sentences.change(change)));
    DriftPage.culprits(paper, intent.culprits(), "  ");
  }

  /** Writes one entry on one line. */
  static void entry(Paper paper, EntryView entry, String indent) {
    paper.line(
        indent,
        "#" + entry.index(),
        "  ",
        paper.relative(entry.at()),
        "  ",
        event(paper, entry.event()));
  }

  private static String event(Paper paper, EventView event) {
    return switch (event) {
      case Intent intent ->
          "%s %s on %s (%s): %s"
              .formatted(
                  intent.verb(),
                  Escaped.line(intent.resource()),
                  Escaped.line(intent.node()),
                  intent.cause(),
                  Escaped.brief(intent.reason()));
      case Settled settled -> settled(paper, settled);
      case RevisionAccepted accepted ->
          "revision %s accepted, by %s: \"%s\", %d manifests"
              .formatted(
                  shortId(accepted.revisionId()),
                  Escaped.brief(accepted.author()),
                  Escaped.brief(accepted.subject()),
                  accepted.manifests());
      case RevisionHeld held ->
          "revision %s refused: %s: %s"
              .formatted(
                  shortId(held.revisionId()),
                  Escaped.line(held.reason()),
                  Escaped.brief(held.message()));
      case Suspended suspended ->
          "%s on %s suspended by %s%s"
              .formatted(
                  what(suspended.resource()),
                  Escaped.line(suspended.node()),
                  Escaped.line(suspended.by()),
                  suspended.why().isEmpty() ? "" : ": " + Escaped.brief(suspended.why()));
      case Requested requested -> requested(requested);
      case Resumed resumed ->
          "%s on %s resumed by %s"
              .formatted(
                  what(resumed.resource()),
                  Escaped.line(resumed.node()),
                  Escaped.line(resumed.by()));
      case Approved approved -> approved(approved);
      case IdentityView identity -> TrustSentences.of(identity);
      case Started started ->
          "Setpoint %s started on %s"
              .formatted(Escaped.line(started.version()), Escaped.line(started.node()));
    };
  }

  private static String requested(Requested asked) {
    return "%s of %s on %s asked for by %s%s"
        .formatted(
            Escaped.line(asked.what()),
            Escaped.line(asked.resource()),
            Escaped.line(asked.node()),
            Escaped.line(asked.by()),
            asked.why().isEmpty() ? "" : ": " + Escaped.brief(asked.why()));
  }

  private static String approved(Approved approved) {
    return "%s approved by %s: %s"
        .formatted(
            Escaped.line(approved.subject()),
            Escaped.line(approved.by()),
            Escaped.line(approved.what()));
  }

  /** What came of an intent, in one phrase. */
  static String settled(Paper paper, Settled settled) {
    String failure = settled.failure() == null ? "" : " " + Escaped.line(settled.failure());
    String later = settled.settledAtStart() ? ", settled after a restart" : "";
    return "%s%s %s (#%d) after %s%s: %s"
        .formatted(
            paper.paint(Tone.ofResult(settled.result()), settled.result()),
            failure,
            Escaped.line(settled.resource()),
            settled.intent(),
            Paper.span(Duration.ofMillis(settled.tookMillis())),
            later,
            Escaped.brief(settled.message()));
  }

  private static String what(@Nullable String resource) {
    return resource == null ? "everything" : Escaped.line(resource);
  }

  private static String shortId(@Nullable String id) {
    return id == null ? "(none)" : Escaped.line(id.length() > 12 ? id.substring(0, 12) : id);
  }
}
