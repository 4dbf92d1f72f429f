package dev.setpoint.controller;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.ControllerState.Accepted;
import dev.setpoint.controller.SourceWatch.Verdict;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.Orders;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.rollout.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a revision is taken: whole, valid and with something in it, or not at all. What
 * it refuses it records once. Not safe for many threads; one poll at a time calls it.
 */
final class RevisionGate {
  /** Why a revision without a single placed resource is refused. */
  private static final String NOTHING_DECLARED = "NothingDeclared";

  private static final String INVALID = "InvalidManifests";

  /**
   * So many revisions are kept for nodes that still work from them. A node on an older one goes on
   * with what it has on its disk.
   */
  private static final int KEPT = 8;

  /** So far back the record is searched for the same refusal. */
  private static final int LOOK_BACK = 100;

  private static final Logger LOG = Logger.getLogger(RevisionGate.class);

  private final ControlSettings settings;
  private final ControlEdges edges;
  private final Timeline timeline;
  private final SourceWatch watch;
  private final RemovalGuard guard;
  private final ManifestReader reader = new ManifestReader();
  private final Set<String> held = new HashSet<>();
  private final List<Orders> earlier = new ArrayList<>();

  RevisionGate(
      ControlSettings settings,
      ControlEdges edges,
      Timeline timeline,
      SourceWatch watch,
      RemovalGuard guard) {
    this.guard = guard;
    this.settings = settings;
    this.edges = edges;
    this.timeline = timeline;
    this.watch = watch;
  }

  /** The orders of the revision in force, found on disk; empty when there is none that reads. */
  Optional<Orders> restore() {
    return edges.source().lastAccepted().flatMap(this::restore);
  }

  private Optional<Orders> restore(RepositoryTree tree) {
    return switch (reader.read(tree)) {
      case ReadResult.Valid(var set) -> {
        var known = edges.state().accepted().filter(each -> isOf(each, tree.revision()));
        if (known.isPresent()) {
          watch.accepted(tree.revision(), known.get().at());
        } else {
          record(set); // the process ended between taking it and recording it
        }
        yield Optional.of(held().next(set));
      }
      case ReadResult.Invalid invalid -> {
        LOG.errorf(
            "Revision %s was in force, but this version refuses it: %s",
            tree.revision().shortId(), invalid.problems().getFirst());
        refuse(tree.revision(), invalid);
        yield Optional.empty();
      }
    };
  }

  /** What earlier revisions left under hold; an order without it would remove that. */
  private Orders held() {
    var orders = Orders.none();
    earlier.clear();
    for (var tree : edges.source().kept()) {
      orders =
          switch (reader.read(tree)) {
            case ReadResult.Valid(var set) -> orders.next(set);
            case ReadResult.Invalid invalid ->
                throw new UncheckedIOException(
                    new IOException(
                        "revision %s holds manifests and this version refuses it: %s"
                            .formatted(tree.revision().shortId(), invalid.problems().getFirst())));
          };
      earlier.add(orders);
    }
    return orders;
  }

  /** The orders of the earlier revisions that were kept, oldest first, as a restore found them. */
  List<Orders> earlier() {
    return List.copyOf(earlier);
  }

  private boolean isOf(Accepted accepted, Revision revision) {
    return accepted.revision().id().equals(revision.id()) && accepted.url().equals(settings.url());
  }

  /**
   * The orders of a new revision; empty when it is refused and those before stay in force.
   *
   * @param inUse revisions that nodes still work from
   */
  Optional<Orders> take(RepositoryTree tree, Orders before, List<Revision> inUse) {
    return switch (reader.read(tree)) {
      case ReadResult.Valid(var set) -> take(set, before, inUse);
      case ReadResult.Invalid invalid -> {
        refuse(tree.revision(), invalid);
        yield Optional.empty();
      }
    };
  }

  private Optional<Orders> take(ManifestSet set, Orders before, List<Revision> inUse) {
    var base = before.isMade() ? before : held();
    var next = base.next(set);
    if (next.size() == 0) {
      var message =
          "revision %s places nothing on any node, and an empty state never removes anything;"
                  .formatted(set.revision().shortId())
              + " declare at least one resource";
      hold(set.revision(), NOTHING_DECLARED, message);
      watch.judged(Verdict.stalled(NOTHING_DECLARED, message));
      return Optional.empty();
    }
    return switch (guard.judge(base, next)) {
      case Judgement.Held stopped -> {
        hold(set.revision(), RemovalGuard.HELD, stopped.message());
        watch.judged(Verdict.stalled(RemovalGuard.HELD, stopped.message()));
        yield Optional.empty();
      }
      case Judgement.Passed passed -> {
        putInForce(set, base, next, inUse);
        guard.used(passed);
        yield Optional.of(next);
      }
    };
  }

  private void putInForce(ManifestSet set, Orders base, Orders next, List<Revision> inUse) {
    var before = new LinkedHashSet<>(base.needed());
    before.addAll(newest(inUse));
    var both = new LinkedHashSet<>(before);
    both.addAll(next.needed());
    edges.source().keep(List.copyOf(both)); // a crash right here must not lose either
    edges.source().accept(set.revision());
    var after = new LinkedHashSet<>(next.needed());
    after.addAll(newest(inUse));
    after.remove(set.revision());
    edges.source().keep(List.copyOf(after));
    record(set);
  }

  private static List<Revision> newest(List<Revision> inUse) {
    return inUse.subList(Math.max(0, inUse.size() - KEPT), inUse.size());
  }

  private void record(ManifestSet set) {
    var revision = set.revision();
    edges
        .trail()
        .append(
            new AuditEvent.RevisionAccepted(
                settings.url(),
                revision.id(),
                revision.author(),
                revision.subject(),
                set.byId().size()));
    var now = timeline.instant();
    edges.state().accept(new Accepted(settings.url(), revision, now));
    watch.accepted(revision, now);
  }

  private void refuse(Revision revision, ReadResult.Invalid invalid) {
    int count = invalid.problems().size() + invalid.omitted();
    var message =
        "revision %s has %d problem%s, the first at %s; the last good revision stays in force"
            .formatted(
                revision.shortId(), count, count == 1 ? "" : "s", invalid.problems().getFirst());
    hold(revision, INVALID, message);
    watch.judged(new Verdict(Condition.STALLED, INVALID, message, invalid.problems()));
  }

  /** Records a refusal, unless the same was recorded before, also before a restart. */
  void hold(@Nullable Revision revision, String reason, String message) {
    var id = revision == null ? null : revision.id();
    var key = reason + " " + (id == null ? message : id);
    if (held.contains(key) || isOnRecord(id, reason, message)) {
      return;
    }
    edges.trail().append(new AuditEvent.RevisionHeld(settings.url(), id, reason, message));
    held.add(key);
  }

  private boolean isOnRecord(@Nullable String id, String reason, String message) {
    return edges.log().list(new AuditLog.Query(null, null, Long.MAX_VALUE, LOOK_BACK)).stream()
        .map(entry -> entry.event())
        .filter(AuditEvent.RevisionHeld.class::isInstance)
        .map(AuditEvent.RevisionHeld.class::cast)
        .anyMatch(event ->
            event.reason().equals(reason)
                && (id == null ? event.message().equals(message) : id.equals(event.revisionId())));
  }

  /** Reads a tree for planning; touches nothing. */
  static ReadResult readAside(RepositoryTree tree) {
    return new ManifestReader().read(tree);
  }
}
