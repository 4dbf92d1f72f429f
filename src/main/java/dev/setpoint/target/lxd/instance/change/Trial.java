package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A change in place of a pet: a snapshot of its root file system and options is taken first, and it
 * is put back to that when the change does not work. From the snapshot to the end of the trial a
 * mark says so, and {@link Settlement} goes on with it after an interruption. Custom volumes are in
 * no snapshot of an instance.
 */
final class Trial {
  /** So many of our snapshots are kept, the newest ones. */
  static final int KEPT = 3;

  private static final String PREFIX = "setpoint-";
  private static final String IN_USE = "In use";

  private final Job job;

  Trial(Job job) {
    this.job = job;
  }

  /**
   * Takes the snapshot; nothing is to be changed when it cannot be taken.
   *
   * @return its name
   */
  String begin() {
    String name = job.beside(PREFIX).substring(job.name().length());
    job.step("taking the snapshot " + name);
    note(names -> names.add(name));
    EntityPath snapshot = path(name);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("stateful", false);
    try {
      Busy.wait(job.ground(), () -> job.server().create(snapshot, body));
    } catch (LxdException e) {
      String target = job.ground().identity().target();
      Outcome.Failed failed = Failures.of(job.correction().verb(), job.id(), target, e);
      throw new ChangeFailure(
          new Outcome.Failed(
              failed.reason(),
              failed.message()
                  + "; nothing was changed, since a pet is changed only after a snapshot (see"
                  + " snapshotBeforeChange)",
              false,
              null));
    }
    write(config -> config.put(Marks.TRIAL, name));
    return name;
  }

  /** The change was made: it stays when it works, else the snapshot is put back. */
  Outcome end(String name, Outcome made) {
    if (made instanceof Outcome.Failed failed) {
      return back(name, failed.reason(), failed.message());
    }
    pass();
    return made;
  }

  /** It works as it is now. */
  void pass() {
    write(config -> config.remove(Marks.TRIAL));
    tidy();
  }

  /** An interruption left it in the middle of its trial. */
  Outcome settle(String name) {
    Optional<String> why =
        job.shouldRun() ? new Succession(job).proveAsItIs() : Optional.<String>empty();
    if (why.isPresent()) {
      return back(
          name,
          FailureReason.NOT_HEALTHY,
          "%s of %s failed: an interrupted change left it so that %s"
              .formatted(job.correction().verb(), job.id(), why.get()));
    }
    pass();
    return new Outcome.Corrected(
        Job.object(job.server().get(job.path()).json()), "an interrupted change works");
  }

  /** Its root file system and options are as they were before the change. */
  Outcome.Failed back(String name, FailureReason reason, String message) {
    job.step("putting " + job.name() + " back to " + name);
    Power.of(job.ground()).stop(job.path());
    if (job.server().find(path(name)).isEmpty()) {
      write(config -> config.remove(Marks.TRIAL));
      throw job.failure(
          reason,
          message + "; somebody removed the snapshot " + name,
          "put it back from another snapshot or a backup by hand");
    }
    String done = restore(name);
    // one that was taken of a running instance may have been started again with it
    Optional<String> again =
        job.shouldRun() ? new Succession(job).proveAsItIs() : Optional.<String>empty();
    tidy();
    String now =
        again
            .map(why -> "it does not come up from there either: " + why)
            .orElse("it runs as before");
    return new Outcome.Failed(
        reason,
        "%s; %s and %s".formatted(message, done, now),
        true,
        Job.object(job.server().get(job.path()).json()));
  }

  /**
   * LXD 5.0 can keep the file system of an instance in use that was asked for files and then failed
   * to start, for good. That one never ran with its new options: they alone are put back then.
   *
   * @return what was done
   */
  private String restore(String name) {
    try {
      Busy.wait(job.ground(), () -> job.server().restore(path(name)));
      return "it was put back to the snapshot " + name;
    } catch (LxdException e) {
      if (!String.valueOf(e.getMessage()).equals(IN_USE)) {
        throw e;
      }
      JsonNode former = job.server().get(path(name)).json();
      Writing.of(job.ground()).write(job.path(), body -> putBack(body, former));
      return "its options were put back to those of the snapshot " + name;
    }
  }

  /** Options as they were; what the server itself notes stays. */
  private static void putBack(ObjectNode body, JsonNode former) {
    ObjectNode config = Writing.object(body, "config");
    var mine = new ArrayList<String>();
    config.fieldNames().forEachRemaining(mine::add);
    mine.removeIf(key -> key.startsWith("volatile."));
    config.remove(mine);
    former
        .path("config")
        .properties()
        .forEach(key -> {
          if (!key.getKey().startsWith("volatile.")) {
            config.set(key.getKey(), key.getValue());
          }
        });
    for (String field : List.of("devices", "profiles", "ephemeral")) {
      body.set(field, former.path(field).deepCopy());
    }
  }

  /** Removes what we took and need no more; what cannot be removed now is removed next time. */
  private void tidy() {
    List<String> names = names(job.server().get(job.path()).json());
    names.removeIf(name -> job.server().find(path(name)).isEmpty());
    while (names.size() > KEPT) {
      try {
        job.server().delete(path(names.getFirst()));
      } catch (LxdException stillThere) {
        break;
      }
      names.removeFirst();
    }
    note(all -> {
      all.clear();
      all.addAll(names);
    });
  }

  private void note(Consumer<List<String>> change) {
    Writing.of(job.ground())
        .write(
            job.path(),
            body -> {
              ObjectNode config = Writing.object(body, "config");
              List<String> names = names(body);
              change.accept(names);
              if (names.isEmpty()) {
                config.remove(Marks.SNAPSHOTS);
              } else {
                config.put(Marks.SNAPSHOTS, String.join(",", names));
              }
            });
  }

  private void write(Consumer<ObjectNode> change) {
    Writing.of(job.ground())
        .write(job.path(), body -> change.accept(Writing.object(body, "config")));
  }

  /** Ours alone: a name that somebody else gave is not in the list. */
  private static List<String> names(JsonNode instance) {
    var names = new ArrayList<String>();
    for (String name : instance.path("config").path(Marks.SNAPSHOTS).asText("").split(",", -1)) {
      if (name.startsWith(PREFIX) && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private EntityPath path(String name) {
    return EntityPath.snapshot(job.project(), job.name(), name);
  }
}
