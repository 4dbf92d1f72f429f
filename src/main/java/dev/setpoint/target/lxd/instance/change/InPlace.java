package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.instance.fields.DeclaredInstance;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.lxd.instance.fields.InstanceFields;
import dev.setpoint.target.lxd.instance.ground.Writing;
import dev.setpoint.target.lxd.kind.Live.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what differs into a living instance, and nothing else: what is not due is left alone, even
 * when it differs, since a policy may say so.
 */
final class InPlace {
  private final Job job;
  private final Map<String, FieldDrift> changes;

  InPlace(Job job) {
    this.job = job;
    this.changes = job.changes();
  }

  /** Whether a correction is about more than files and whether it runs. */
  static boolean isWrittenBy(Job job) {
    return job.changes().keySet().stream()
        .anyMatch(path -> isWritten(path) && !path.equals(InstanceFields.DESCRIPTION));
  }

  /** Writes options, devices, marks and files; the answer says what, for people. */
  List<String> apply(EntityPath path) {
    var done = new ArrayList<String>();
    boolean written = Writing.of(job.ground()).write(path, this::change);
    if (written && changes.keySet().stream().anyMatch(InPlace::isWritten)) {
      done.add(
          "changed "
              + String.join(
                  ", ",
                  changes.keySet().stream()
                      .filter(InPlace::isWritten)
                      .map(each -> each.substring(each.indexOf('.') + 1))
                      .toList()));
    }
    List<InstanceFile> files =
        job.spec().files().stream()
            .filter(file -> changes.containsKey(InstanceFields.FILES + "." + file.path()))
            .toList();
    if (!files.isEmpty()) {
      new FilePush(job).push(path, files);
      done.add("wrote " + String.join(", ", files.stream().map(InstanceFile::path).toList()));
    }
    return done;
  }

  private static boolean isWritten(String path) {
    return !path.startsWith(InstanceFields.FILES + ".")
        && !InstanceFields.isNode(path)
        && !path.equals(InstanceFields.STATE);
  }

  private void change(ObjectNode body) {
    config(Writing.object(body, "config"));
    devices(Writing.object(body, "devices"));
    if (changes.containsKey(InstanceFields.PROFILES)) {
      ArrayNode profiles = body.putArray("profiles");
      job.spec().profiles().forEach(profiles::add);
    }
    if (changes.containsKey(InstanceFields.EPHEMERAL)) {
      body.put("ephemeral", job.spec().ephemeral());
    }
    if (changes.containsKey(InstanceFields.DESCRIPTION)) {
      String description = job.spec().description();
      body.put("description", description == null ? "" : description);
    }
    mark(Writing.object(body, "config"));
  }

  private void config(ObjectNode config) {
    var keys = new HashSet<>(job.declared().config().keySet());
    config.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      if (changes.containsKey(InstanceFields.config(key))) {
        set(config, key, job.declared().config().get(key));
      }
    }
  }

  private void devices(ObjectNode devices) {
    var names = new HashSet<>(job.spec().devices().keySet());
    devices.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      Map<String, String> declared = job.spec().devices().get(name);
      String below = InstanceFields.device(name) + ".";
      boolean differs = changes.keySet().stream().anyMatch(path -> path.startsWith(below));
      if (differs && declared == null) {
        devices.remove(name);
      } else if (differs && declared != null) {
        device(Writing.object(devices, name), declared, below);
      }
    }
  }

  private void device(ObjectNode device, Map<String, String> declared, String below) {
    if (changes.containsKey(below + "type")) {
      // another sort of device shares no keys with the one before
      device.removeAll();
      declared.forEach(device::put);
      return;
    }
    var keys = new HashSet<>(declared.keySet());
    device.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      if (changes.containsKey(below + key)) {
        set(device, key, declared.get(key));
      }
    }
  }

  private static void set(ObjectNode object, String key, @Nullable String value) {
    if (value == null) {
      object.remove(key);
    } else {
      object.put(key, value);
    }
  }

  /** A mark is written with the first change, and one that is there says what it was made from. */
  private void mark(ObjectNode config) {
    job.marks(Role.ITSELF).forEach(config::put);
    config.remove(Marks.UNTIL);
    String base = config.path(ImageLock.BASE).asText("");
    boolean byAlias = job.spec().image().name() instanceof ImageName.Alias;
    if (byAlias && !base.isEmpty() && ImageLock.read(config).isEmpty()) {
      String name = DeclaredInstance.imageText(job.spec().image());
      config.put(ImageLock.KEY, new ImageLock(name, base).text());
    }
  }
}
