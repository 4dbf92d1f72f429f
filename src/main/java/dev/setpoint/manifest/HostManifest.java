package dev.setpoint.manifest;

import dev.setpoint.manifest.host.HostSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A personality of machines: files, packages, units and more. Several can hold for one node.
 *
 * @param placement on which nodes it holds
 * @param parts what it declares, in the order of the manifest
 */
public record HostManifest(Metadata metadata, Origin origin, Placement placement, List<Part> parts)
    implements Manifest {
  public HostManifest {
    parts = List.copyOf(parts);
  }

  @Override
  public ResourceId id() {
    return new ResourceId(ResourceKind.HOST, metadata.name());
  }

  /**
   * One thing of a machine. It is compared, corrected and recorded by itself.
   *
   * @param metadata what it is called on the machine, such as {@code /etc/motd}, and the labels of
   *     the Host
   * @param origin where the Host stands
   * @param placement of the Host
   * @param host name of the Host
   * @param after what must be as declared before it
   * @param spec what it should be
   */
  public record Part(
      Metadata metadata,
      Origin origin,
      Placement placement,
      String host,
      List<ResourceId> after,
      HostSpec spec)
      implements Manifest {
    public Part {
      after = List.copyOf(after);
    }

    @Override
    public ResourceId id() {
      return new ResourceId(spec.kind(), metadata.name());
    }

    /** What comes before it: what it names, and what it evidently needs. */
    public SortedSet<ResourceId> needs() {
      var needs = new TreeSet<>(after);
      needs.addAll(spec.needs(metadata.name()));
      return needs;
    }

    /** Whoever declares a thing of a machine means the one that is there. */
    @Override
    public boolean adopt() {
      return true;
    }

    /** Whether it declares the same as a part of another Host, whatever that is called. */
    public boolean agreesWith(Part other) {
      return spec.equals(other.spec) && after.equals(other.after);
    }
  }
}
