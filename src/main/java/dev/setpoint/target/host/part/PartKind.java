package dev.setpoint.target.host.part;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.TargetEvent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One kind of thing of a machine: its fields, how it is seen and how it is changed. Safe for many
 * threads.
 */
public interface PartKind {
  /** Which one. */
  ResourceKind kind();

  /** How its fields are compared and corrected. */
  FieldTable table();

  /** The declared fields in normal form. Pure. */
  Fields describe(Part part, ResourceInputs inputs);

  /**
   * Looks at things of this kind, all in as few calls as can be.
   *
   * @param wanted the things to look at
   * @param all everything declared for this machine
   * @throws dev.setpoint.target.host.machine.HostException when nothing can be told of any
   */
  List<Seen> look(Collection<Declared> wanted, DesiredState all);

  /**
   * Makes a thing as it is declared, whatever it is now. Done again it does nothing.
   *
   * @return what was done, for people; empty when there was nothing to do
   * @throws dev.setpoint.target.host.machine.HostException when it does not work
   */
  String make(Change change);

  /**
   * Removes what an interrupted change left behind.
   *
   * @param name of the leftover
   */
  default void settle(String name) {}

  /** Tells of changes that no file shows, until closed. */
  default AutoCloseable listen(Consumer<TargetEvent> sink) {
    return () -> {};
  }

  /** Where files of the machine change when this is no longer what it was. */
  default Set<Spot> watched(Declared declared) {
    return Set.of();
  }

  /**
   * A place in the file tree.
   *
   * @param path of a file or directory
   * @param entries whether everything in that directory counts
   */
  record Spot(Path path, boolean entries) {
    /** One file. */
    public static Spot file(Path path) {
      return new Spot(path, false);
    }
  }
}
