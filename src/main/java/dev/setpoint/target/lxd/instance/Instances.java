package dev.setpoint.target.lxd.instance;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.instance.ServerSpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.instance.change.InstanceChanges;
import dev.setpoint.target.lxd.instance.fields.DeclaredInstance;
import dev.setpoint.target.lxd.instance.fields.InstanceFields;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import dev.setpoint.target.lxd.instance.inner.InnerNodes;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.ServerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kind {@code Instance}: system containers and virtual machines. */
public final class Instances implements ServerKind {
  private static final int KEY = 32;

  /** A look compares digests, and those are in the declared fields: it needs no content. */
  private static final ResourceInputs NO_INPUTS =
      new ResourceInputs(Map.of(), Map.of(), new Hider(new byte[KEY]));

  private final InstanceLooks looks;
  private final FileLooks files;
  private final InstanceChanges changes;
  private final InnerNodes inner;

  /**
   * Instances of a server.
   *
   * @param ground the server and what changing it takes
   * @param fileRecheck how long what was read of a file inside stands without an event
   */
  public Instances(Ground ground, Duration fileRecheck) {
    this(ground, fileRecheck, InnerAgents.NONE);
  }

  /**
   * The same, some of which are nodes.
   *
   * @param agents what is put into those
   */
  public Instances(Ground ground, Duration fileRecheck, InnerAgents agents) {
    this.files = new FileLooks(ground.server(), ground.clock(), fileRecheck);
    this.looks = new InstanceLooks(ground.server(), ground.clock(), files);
    this.changes = new InstanceChanges(ground);
    this.inner = new InnerNodes(ground, agents);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.INSTANCE;
  }

  @Override
  public FieldTable table() {
    return InstanceFields.TABLE;
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    var instance = DeclaredInstance.of(server(manifest), inputs);
    String name = manifest.id().name();
    var fields = with(instance.fields(), inner.declared(instance.spec(), name));
    return new Description(fields, instance.remedies(), needs(manifest, instance));
  }

  private static Fields with(Fields fields, Optional<FieldValue> node) {
    if (node.isEmpty()) {
      return fields;
    }
    var all = new TreeMap<>(fields.byPath());
    all.put(InstanceFields.NODE, node.get());
    return Fields.of(all);
  }

  private static List<Need> needs(Manifest manifest, DeclaredInstance instance) {
    var needs = new ArrayList<Need>();
    manifest.uses().forEach(id -> needs.add(new Need(id, Need.Until.EXISTS)));
    for (InstanceSpec.Dependency dependency : instance.spec().dependsOn()) {
      needs.add(
          new Need(
              new ResourceId(ResourceKind.INSTANCE, dependency.instance()),
              switch (dependency.until()) {
                case STARTED -> Need.Until.STARTED;
                case HEALTHY -> Need.Until.HEALTHY;
              }));
    }
    return needs;
  }

  private static ServerManifest server(Manifest manifest) {
    if (manifest instanceof ServerManifest server) {
      return server;
    }
    throw new IllegalArgumentException(manifest.id() + " is nothing that a server holds");
  }

  @Override
  public List<Live> look(Place place, Set<String> only) {
    return looks.look(place.project(), only);
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return Place.of(server(manifest).project());
  }

  @Override
  public Present read(ResourceId id, Live live, @Nullable DesiredResource desired) {
    if (desired == null) {
      return looks.read(id, live, null, ServerSpec.DEFAULT_PROJECT);
    }
    ServerManifest manifest = server(desired.manifest());
    var instance = DeclaredInstance.of(manifest, NO_INPUTS);
    Present seen = looks.read(id, live, instance, manifest.project());
    var path = EntityPath.instance(manifest.project(), live.name());
    Optional<FieldValue> node = inner.live(instance.spec(), path, live, seen.condition().running());
    return node.isEmpty() ? seen : withNode(seen, node);
  }

  private static Present withNode(Present seen, Optional<FieldValue> node) {
    var remedies = new TreeMap<>(seen.remedies());
    remedies.putAll(InnerNodes.remedies());
    return new Present(
        seen.id(),
        seen.object(),
        seen.owner(),
        with(seen.live(), node),
        seen.inherited(),
        seen.condition(),
        seen.leftovers(),
        remedies);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    DesiredResource desired = request.desired();
    try {
      Outcome end = changes.apply(correction, request);
      return desired == null ? end : after(correction, request, server(desired.manifest()), end);
    } finally {
      if (desired != null) {
        files.forget(
            EntityPath.instance(server(desired.manifest()).project(), correction.id().name()));
      }
    }
  }

  private Outcome after(
      Correction correction, ApplyRequest request, ServerManifest manifest, Outcome end) {
    return manifest.spec() instanceof InstanceSpec spec
        ? inner.after(
            correction,
            request,
            spec,
            EntityPath.instance(manifest.project(), correction.id().name()),
            end)
        : end;
  }
}
