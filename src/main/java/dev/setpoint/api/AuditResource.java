package dev.setpoint.api;

import dev.setpoint.api.wire.EntryView;
import dev.setpoint.api.wire.HistoryView;
import dev.setpoint.api.wire.HistoryView.RecordedCorrection;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.manifest.ResourceId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The record: entries of the trail, and the corrections of one resource. */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class AuditResource {
  private final AuditLog log;

  AuditResource(AuditLog log) {
    this.log = log;
  }

  @GET
  @Path("audit")
  public EntryView.Page list(
      @QueryParam("resource") @Nullable String resource,
      @QueryParam("since") @Nullable String since,
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @Nullable Integer limit) {
    var page = Page.of(before, limit);
    var entries = log.list(query(Ids.parseOrNull(resource), time(since), page));
    return new EntryView.Page(AuditViews.entries(entries), next(entries, page));
  }

  @GET
  @Path("audit/{index}")
  public EntryView.Detail show(@PathParam("index") long index) {
    AuditEntry entry = log.find(index).orElseThrow(() -> noEntry(index));
    return new EntryView.Detail(
        AuditViews.entry(entry), log.outcomeOf(index).map(AuditViews::entry).orElse(null));
  }

  private static ApiRefusal noEntry(long index) {
    return ApiRefusal.notFound(
        "NoEntry",
        "The trail has no entry " + index + ".",
        "'setpoint audit list' shows the newest entries and their indexes.");
  }

  /** The same for a name that no path can hold, such as that of a file. */
  @GET
  @Path("history/{kind}")
  public HistoryView historyNamed(
      @PathParam("kind") String kind,
      @QueryParam("name") @Nullable String name,
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @Nullable Integer limit) {
    return history(kind, Objects.requireNonNullElse(name, ""), before, limit);
  }

  @GET
  @Path("history/{kind}/{name}")
  public HistoryView history(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @Nullable Integer limit) {
    ResourceId id = Ids.parse(kind, name);
    var page = Page.of(before, limit);
    var entries = log.list(query(id, null, page));
    var corrections = entries.stream().flatMap(this::correction).toList();
    return new HistoryView(id.toString(), corrections, next(entries, page));
  }

  private Stream<RecordedCorrection> correction(AuditEntry entry) {
    if (!(entry.event() instanceof AuditEvent.Intent intent)) {
      return Stream.empty();
    }
    var outcome =
        log.outcomeOf(entry.index())
            .map(AuditEntry::event)
            .filter(AuditEvent.Settled.class::isInstance)
            .map(AuditEvent.Settled.class::cast)
            .map(AuditViews::settled)
            .orElse(null);
    return Stream.of(
        new RecordedCorrection(entry.index(), entry.at(), AuditViews.intent(intent), outcome));
  }

  private static AuditLog.Query query(
      @Nullable ResourceId resource, @Nullable Instant since, Page page) {
    return new AuditLog.Query(resource, since, page.before(), page.limit());
  }

  private static @Nullable Long next(List<AuditEntry> entries, Page page) {
    return entries.size() < page.limit() ? null : entries.getLast().index();
  }

  private static @Nullable Instant time(@Nullable String since) {
    try {
      return since == null || since.isBlank() ? null : Instant.parse(since);
    } catch (DateTimeParseException e) {
      throw ApiRefusal.badRequest(
          "BadTime",
          "'since' is not a time.",
          "Write it as 2026-01-31T08:00:00Z (ISO-8601 with the zone).");
    }
  }
}
