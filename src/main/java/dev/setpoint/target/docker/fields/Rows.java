package dev.setpoint.target.docker.fields;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rows of one kind of engine: its tables, descriptions and readings. */
public final class Rows {
  private final Profile profile;
  private final List<Row<DeclaredContainer, LiveContainer>> containers;

  /** Rows of a kind of engine. */
  public Rows(Profile profile) {
    this.profile = profile;
    var rows = new ArrayList<Row<DeclaredContainer, LiveContainer>>();
    rows.addAll(ProcessRows.of(profile));
    rows.addAll(NetworkingRows.all());
    rows.addAll(StorageRows.of(profile));
    rows.addAll(ResourceRows.of(profile));
    rows.addAll(SecurityRows.all());
    this.containers = List.copyOf(rows);
  }

  /** The engine that these rows are for. */
  public Profile profile() {
    return profile;
  }

  /** How fields of a kind are compared and corrected; no rules for kinds that no engine holds. */
  public FieldTable table(ResourceKind kind) {
    return switch (kind) {
      case CONTAINER -> FieldTable.of(containers.stream().map(Row::rule).toList());
      case NETWORK -> FieldTable.of(NetworkRows.all().stream().map(Row::rule).toList());
      case VOLUME -> FieldTable.of(VolumeRows.all().stream().map(Row::rule).toList());
      default -> FieldTable.of(List.of());
    };
  }

  /** A manifest in the normal form of the engine. */
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    return switch (manifest) {
      case ContainerManifest container -> describe(container.spec(), inputs);
      case NetworkManifest network -> bare(declared(NetworkRows.all(), network));
      case VolumeManifest volume -> bare(declared(VolumeRows.all(), volume));
      case NodeManifest _,
          PolicyManifest _,
          ServerManifest _,
          HostManifest _,
          HostManifest.Part _ ->
          bare(Fields.none());
    };
  }

  private static Description bare(Fields fields) {
    return new Description(fields, Map.of(), List.of());
  }

  private Description describe(ContainerSpec spec, ResourceInputs inputs) {
    var declared = new DeclaredContainer(spec, inputs);
    return new Description(
        declared(containers, declared), DeclaredFiles.remedies(declared), needs(spec));
  }

  private static List<Need> needs(ContainerSpec spec) {
    var needs = new ArrayList<Need>();
    spec.networking()
        .networks()
        .forEach(
            network -> needs.add(new Need(ResourceId.network(network.name()), Need.Until.EXISTS)));
    for (Mount mount : spec.mounts()) {
      if (mount instanceof Mount.Volume(var volume, _, _)) {
        needs.add(new Need(ResourceId.volume(volume), Need.Until.EXISTS));
      }
    }
    spec.dependsOn()
        .forEach(dependency ->
            needs.add(
                new Need(
                    ResourceId.container(dependency.container()),
                    switch (dependency.until()) {
                      case STARTED -> Need.Until.STARTED;
                      case HEALTHY -> Need.Until.HEALTHY;
                      case COMPLETED -> Need.Until.COMPLETED;
                    })));
    return needs.stream().distinct().toList();
  }

  /** Live fields of a container, those that are declared; all when it is not declared. */
  public Fields live(LiveContainer live) {
    var found = new TreeMap<>(read(containers, live, live.declared(), Row::live).byPath());
    for (String path : profile.echoed()) {
      live.declaredAt(path).ifPresent(declared -> found.put(path, Echo.read(live, path, declared)));
    }
    return Fields.of(found);
  }

  /**
   * The limits that a container was made with as they are declared, so that changing the process is
   * enough: the next start uses them too.
   *
   * @param made the container as its engine has it on record
   */
  public Map<String, Remedy> keptLimits(LiveContainer made) {
    var kept = new TreeMap<String, Remedy>();
    Fields recorded = read(containers, made, made.declared(), Row::live);
    for (String path : ResourceRows.LIMITS) {
      Optional<FieldValue> declared = made.declaredAt(path);
      if (declared.isPresent() && declared.equals(recorded.get(path))) {
        kept.put(path, Remedy.IN_PLACE);
      }
    }
    return kept;
  }

  /** What image and engine bring along by themselves, for the same paths. */
  public Fields inherited(LiveContainer live) {
    return read(containers, live, live.declared(), Row::inherited);
  }

  /** Live fields of a network. */
  public Fields liveNetwork(LiveObject live) {
    return read(NetworkRows.all(), live, live.declared(), Row::live);
  }

  /** Live fields of a volume. */
  public Fields liveVolume(LiveObject live) {
    return read(VolumeRows.all(), live, live.declared(), Row::live);
  }

  private static <D, L> Fields declared(List<Row<D, L>> rows, D declaration) {
    var found = new TreeMap<String, FieldValue>();
    for (Row<D, L> row : rows) {
      FieldValue value = row.declared().apply(declaration);
      if (value != null) {
        found.put(row.path(), value);
      }
    }
    return Fields.of(found);
  }

  private static <D, L> Fields read(
      List<Row<D, L>> rows,
      L live,
      Fields declared,
      Function<Row<D, L>, Function<L, @Nullable FieldValue>> side) {
    boolean all = declared.byPath().isEmpty();
    var found = new TreeMap<String, FieldValue>();
    for (Row<D, L> row : rows) {
      if (all || declared.byPath().containsKey(row.path())) {
        FieldValue value = side.apply(row).apply(live);
        if (value != null) {
          found.put(row.path(), value);
        }
      }
    }
    return Fields.of(found);
  }
}
