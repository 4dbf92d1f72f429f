package dev.setpoint.adopt;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.DriftDetector;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares manifests with what is live, as an agent does that has never seen either. */
final class SelfCheck {
  /** Nobody's: what is marked was never drafted. */
  private static final String OWNER = "nobody";

  private final String node;
  private final ManifestSet manifests;
  private final Map<String, String> secrets;
  private final Hider hider;

  SelfCheck(String node, ManifestSet manifests, Map<String, String> secrets, Hider hider) {
    this.node = node;
    this.manifests = manifests;
    this.secrets = secrets;
    this.hider = hider;
  }

  /** What differs on a target, in sentences; a resource without a difference is not in it. */
  SortedMap<ResourceId, List<String>> differences(Target target, Iterable<ResourceId> ids) {
    var resources = new TreeMap<ResourceId, DesiredResource>();
    ids.forEach(id -> {
      Manifest manifest = manifests.byId().get(id);
      if (manifest != null) {
        resources.put(id, desired(manifest, target));
      }
    });
    var differences = new TreeMap<ResourceId, List<String>>();
    if (resources.isEmpty()) {
      return differences;
    }
    var state = new DesiredState(node, 1, manifests.revision(), resources);
    ObservedState seen = target.observe(state, resources.keySet());
    var detector = new DriftDetector(OWNER, (_, kind) -> target.table(kind));
    for (Drift drift : detector.detect(state, seen, Map.of())) {
      List<String> sentences = sentences(drift);
      if (!sentences.isEmpty()) {
        differences.put(drift.id(), sentences);
      }
    }
    seen.byId()
        .values()
        .forEach(each -> {
          if (each instanceof Unknown(var id, var reason)) {
            differences.put(id, List.of("it could not be compared: " + reason));
          }
        });
    return differences;
  }

  private DesiredResource desired(Manifest manifest, Target target) {
    var files = new TreeMap<String, byte[]>();
    for (RepositoryFile file : manifests.filesOf(manifest.id())) {
      files.put(file.path(), manifests.tree().read(file));
    }
    Description description = target.describe(manifest, new ResourceInputs(files, secrets, hider));
    return new DesiredResource(
        manifest,
        target.name(),
        description.fields(),
        description.remedies(),
        Presence.PRESENT,
        description.needs(),
        Mode.CORRECT,
        List.of(),
        Set.of());
  }

  private static List<String> sentences(Drift drift) {
    return switch (drift) {
      case Drift.Missing _ -> List.of("it went away meanwhile");
      case Drift.Orphaned _ -> List.of();
      case Drift.Conflicting conflicting -> List.of(conflicting.why());
      case Drift.Changed changed ->
          changed.fields().stream()
              .map(field ->
                  "%s: the manifest says %s, it is %s"
                      .formatted(field.path(), words(field.desired()), words(field.observed())))
              .toList();
    };
  }

  private static String words(@Nullable FieldValue value) {
    return value == null ? "nothing" : value.toString();
  }
}
