package dev.setpoint.target.host.dpkg;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.host.PackageSpec;
import dev.setpoint.manifest.host.PackageSpec.State;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.host.dpkg.DpkgStatus.Entry;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.part.Change;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.part.Seen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kind {@code Package}: packages of Debian and what comes of it. */
public final class PackageKind implements PartKind {
  private final Machine machine;
  private final Apt apt;
  private final AptDesk desk;
  private final Offers offers;
  private final Verified verified;
  private final DpkgStatus status;
  private volatile Set<String> mayGo = Set.of();

  /** Packages of a machine. */
  public PackageKind(Machine machine, InstantSource clock) {
    this.machine = machine;
    this.apt = new Apt(machine.programs());
    this.status = new DpkgStatus(machine, apt::architecture);
    this.desk = new AptDesk(apt);
    this.offers = new Offers(apt, machine, clock);
    this.verified = new Verified(apt, clock);
  }

  private static PackageSpec spec(Part part) {
    if (part.spec() instanceof PackageSpec spec) {
      return spec;
    }
    throw new IllegalArgumentException(part.id() + " is no package");
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.PACKAGE;
  }

  @Override
  public FieldTable table() {
    return PackageFields.TABLE;
  }

  @Override
  public Fields describe(Part part, ResourceInputs inputs) {
    return PackageFields.of(spec(part));
  }

  @Override
  public List<Seen> look(Collection<Declared> wanted, DesiredState all) {
    mayGo = absent(all);
    Map<String, Entry> record = status.read();
    Map<String, String> newest =
        offers.newest(
            wanted.stream()
                .filter(each -> spec(each.part()).state() == State.LATEST)
                .map(Declared::name)
                .toList());
    var seen = new ArrayList<Seen>();
    for (Declared each : wanted) {
      PackageSpec spec = spec(each.part());
      Optional<Entry> entry = Optional.ofNullable(record.get(each.name()));
      var live = PackageFields.live(spec, entry, Optional.ofNullable(newest.get(each.name())));
      boolean installed = entry.filter(PackageFields::isInstalled).isPresent();
      if (spec.verify() && installed) {
        live.put(
            PackageFields.FILES,
            FieldValue.members(verified.tampered(each.name(), entry.orElseThrow())));
      }
      seen.add(Seen.Live.of(each.id(), Fields.of(live), installed));
    }
    return seen;
  }

  private static Set<String> absent(DesiredState all) {
    return all.byId().values().stream()
        .filter(each -> each.id().kind() == ResourceKind.PACKAGE)
        .filter(each ->
            each.manifest() instanceof Part part
                && (spec(part).state() == State.ABSENT || spec(part).state() == State.PURGED))
        .map(each -> each.id().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String make(Change change) {
    String name = change.declared().name();
    PackageSpec spec = spec(change.declared().part());
    var done = new ArrayList<String>();
    Optional<Entry> before = status.find(name);
    Optional<Wish> wish = wish(name, spec, before, change);
    if (wish.isPresent()) {
      boolean held = before.filter(it -> it.wanted().equals("hold")).isPresent();
      apt.hold(false, held ? List.of(name) : List.of());
      try {
        change.progress().step("apt: " + wish.get().argument());
        carryOut(wish.get(), spec);
      } finally {
        verified.forget(name);
        apt.hold(true, held && spec.hold() == null ? List.of(name) : List.of());
      }
      done.add(words(wish.get()));
    }
    done.addAll(hold(name, spec));
    return String.join(", ", done);
  }

  /**
   * apt fails as a whole for whatever else is broken on the machine; what counts is whether this
   * package has become what it should be.
   */
  private void carryOut(Wish wish, PackageSpec spec) {
    try {
      desk.carryOut(wish, () -> mayGo);
    } catch (HostException e) {
      Optional<Entry> now = status.find(wish.name());
      boolean installed =
          wish.deed() == Wish.Deed.INSTALL
              && now.filter(PackageFields::isInstalled)
                  .filter(it -> wish.version().isEmpty() || it.version().equals(wish.version()))
                  .isPresent();
      boolean gone = wish.removes() && PackageFields.isGone(spec, now);
      if (!installed && !gone) {
        throw e;
      }
    }
  }

  private Optional<Wish> wish(String name, PackageSpec spec, Optional<Entry> entry, Change change) {
    var live = PackageFields.live(spec, entry, newest(name, spec));
    Fields declared = change.declared().fields();
    boolean state = differs(PackageFields.STATE, declared, live);
    boolean version = differs(PackageFields.VERSION, declared, live);
    if (spec.state() == State.ABSENT || spec.state() == State.PURGED) {
      var deed = spec.state() == State.ABSENT ? Wish.Deed.REMOVE : Wish.Deed.PURGE;
      return state ? Optional.of(new Wish(name, deed, "", false)) : Optional.empty();
    }
    if (state || version) {
      return Optional.of(install(name, spec, entry));
    }
    return change.concerns(PackageFields.FILES)
        ? entry.map(it -> new Wish(name, Wish.Deed.REINSTALL, it.version(), false))
        : Optional.empty();
  }

  private Optional<String> newest(String name, PackageSpec spec) {
    return spec.state() == State.LATEST
        ? Optional.ofNullable(offers.newest(List.of(name)).get(name))
        : Optional.empty();
  }

  private static boolean differs(String path, Fields declared, Map<String, FieldValue> live) {
    return declared.get(path).filter(value -> !value.equals(live.get(path))).isPresent();
  }

  private Wish install(String name, PackageSpec spec, Optional<Entry> entry) {
    if (spec.version().isEmpty()) {
      return new Wish(name, Wish.Deed.INSTALL, "", false);
    }
    String version =
        offers
            .best(name, spec.version())
            .orElseThrow(() ->
                new HostException(
                    FailureReason.PACKAGE_UNAVAILABLE,
                    "no source of this machine offers %s in a version %s; it offers %s. Correct the"
                            .formatted(
                                name,
                                PackageFields.of(spec).get(PackageFields.VERSION).orElseThrow(),
                                offers.all(name))
                        + " version, or add a source"));
    boolean older =
        entry
            .filter(PackageFields::isInstalled)
            .filter(it -> DebianVersion.of(version).compareTo(DebianVersion.of(it.version())) < 0)
            .isPresent();
    if (older && !spec.downgrade()) {
      throw new HostException(
          FailureReason.NEEDS_HUMAN,
          "a newer version than the declared one is installed; write allowDowngrade: true to go"
              + " back to "
              + version);
    }
    return new Wish(name, Wish.Deed.INSTALL, version, older);
  }

  private List<String> hold(String name, PackageSpec spec) {
    Boolean hold = spec.hold();
    boolean held = status.find(name).filter(it -> it.wanted().equals("hold")).isPresent();
    if (hold == null || hold == held) {
      return List.of();
    }
    apt.hold(hold, List.of(name));
    return List.of(hold ? "held" : "no longer held");
  }

  private static String words(Wish wish) {
    return switch (wish.deed()) {
      case INSTALL -> wish.version().isEmpty() ? "installed" : "installed " + wish.version();
      case REINSTALL -> "installed again";
      case REMOVE -> "removed";
      case PURGE -> "purged";
    };
  }

  @Override
  public Set<Spot> watched(Declared declared) {
    return Set.of(Spot.file(machine.at(DpkgStatus.FILE)));
  }
}
