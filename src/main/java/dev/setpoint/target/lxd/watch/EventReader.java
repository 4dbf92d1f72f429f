package dev.setpoint.target.lxd.watch;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ServerEvent;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerEvent.OperationEvent;
import dev.setpoint.target.lxd.api.ServerEvent.RequestEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes hints of a server's events. Used by one thread. */
final class EventReader {
  private static final String FILE_SESSION = "sftp";

  /** More is to come: a removal stops an instance first, and a new one is started. */
  private static final Set<String> UNSETTLED =
      Set.of(
          "instance-created",
          "instance-stopped",
          "instance-shutdown",
          "instance-paused",
          "instance-exec",
          "instance-console",
          FILE_SESSION);

  /** Nothing of what can be declared has moved. */
  private static final Pattern QUIET =
      Pattern.compile(".*-retrieved|instance-(log|backup|snapshot|metadata)-.*|.*-console-reset");

  private static final Pattern ASIDE = Pattern.compile("(.+)-(sp|old)-[0-9a-z]+");
  private static final Set<String> ENDED = Set.of("Success", "Failure", "Cancelled");
  private static final String EXEC = "instance-exec";
  private static final String EXEC_OPERATION = "Executing command";

  private final Predicate<LifecycleEvent> isOurs;
  private final Map<EntityPath, Optional<Culprit>> commands;
  private final Askers askers;

  /**
   * A reader.
   *
   * @param isOurs whether this process caused an event
   * @param limit instances whose last command is remembered, and calls whose caller is
   */
  EventReader(Predicate<LifecycleEvent> isOurs, int limit) {
    this.isOurs = isOurs;
    this.askers = new Askers(limit);
    this.commands =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<EntityPath, Optional<Culprit>> eldest) {
            return size() > limit;
          }
        };
  }

  /** Forgets what began before, since events may have been missed. */
  void forget() {
    commands.clear();
    askers.forget();
  }

  Optional<TargetEvent> read(ServerEvent event) {
    return switch (event) {
      case LifecycleEvent lifecycle -> lifecycle(askers.named(lifecycle));
      case OperationEvent operation -> operation(operation);
      case RequestEvent request -> request(request);
    };
  }

  private Optional<TargetEvent> lifecycle(LifecycleEvent event) {
    String action = event.action();
    if (QUIET.matcher(action).matches()) {
      return Optional.empty();
    }
    if (event.entity().isEmpty()) {
      return action.equals("config-updated")
          ? Optional.of(new TargetEvent.LookAtAll("the server itself was changed"))
          : Optional.empty();
    }
    EntityPath entity = event.entity().get();
    Optional<Culprit> culprit = isOurs.test(event) ? Optional.empty() : Blame.of(event);
    if (action.equals(EXEC)) {
      commands.put(entity, culprit);
    }
    return hint(entity, action, culprit.orElse(null), event.context().get("old_name"));
  }

  /** Nothing else tells of what is done in a session for files, and we open none. */
  private Optional<TargetEvent> request(RequestEvent request) {
    askers.note(request);
    return request.entity().isPresent() && request.step().equals(FILE_SESSION)
        ? hint(request.entity().get(), FILE_SESSION, Blame.of(request), null)
        : Optional.empty();
  }

  /** A command has just begun when its event comes: only its end is worth a look. */
  private Optional<TargetEvent> operation(OperationEvent event) {
    if (!event.description().equals(EXEC_OPERATION) || !ENDED.contains(event.status())) {
      return Optional.empty();
    }
    return event.resources().stream()
        .filter(path -> path.type() == EntityType.INSTANCE)
        .findFirst()
        .flatMap(path -> {
          Optional<Culprit> culprit = commands.remove(path);
          return hint(
              path, "end of a command", culprit == null ? null : culprit.orElse(null), null);
        });
  }

  private static Optional<TargetEvent> hint(
      EntityPath entity, String action, @Nullable Culprit culprit, @Nullable String oldName) {
    return switch (entity.type()) {
      case INSTANCE -> look(ResourceKind.INSTANCE, entity.name(), action, culprit, oldName);
      case PROFILE -> look(ResourceKind.INSTANCEPROFILE, entity.name(), action, culprit, oldName);
      case NETWORK -> look(ResourceKind.NETWORK, entity.name(), action, culprit, oldName);
      case FORWARD -> look(ResourceKind.NETWORK, entity.owner().name(), action, culprit, null);
      case POOL -> look(ResourceKind.STORAGEPOOL, entity.name(), action, culprit, oldName);
      case VOLUME -> look(ResourceKind.VOLUME, entity.name(), action, culprit, oldName);
      case PROJECT -> look(ResourceKind.PROJECT, entity.name(), action, culprit, oldName);
      // Which images and networks use these is not in the event.
      case IMAGE, ALIAS, ACL -> Optional.of(new TargetEvent.LookAtAll(action));
      case SNAPSHOT, VOLUME_SNAPSHOT, CERTIFICATE, WARNING, OPERATION -> Optional.empty();
    };
  }

  private static Optional<TargetEvent> look(
      ResourceKind kind,
      String name,
      String action,
      @Nullable Culprit culprit,
      @Nullable String oldName) {
    var ids = new LinkedHashSet<ResourceId>();
    add(ids, kind, name);
    if (oldName != null && !oldName.isEmpty()) {
      add(ids, kind, oldName);
    }
    return Optional.of(new TargetEvent.LookAt(ids, !UNSETTLED.contains(action), action, culprit));
  }

  /** What stands aside during a replacement concerns the one that it is to become or was. */
  private static void add(Set<ResourceId> ids, ResourceKind kind, String name) {
    ids.add(new ResourceId(kind, name));
    Matcher aside = ASIDE.matcher(name);
    if (kind == ResourceKind.INSTANCE && aside.matches()) {
      ids.add(new ResourceId(kind, aside.group(1)));
    }
  }
}
