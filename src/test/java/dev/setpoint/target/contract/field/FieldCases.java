package dev.setpoint.target.contract.field;

import dev.setpoint.manifest.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rows of the table of fields. */
public final class FieldCases {
  /** Rules that no hand can move, each with the reason. */
  public static final Map<ResourceKind, Map<String, String>> IMMOVABLE =
      Map.of(
          ResourceKind.NETWORK,
          Map.of("spec.driver", "a second network driver needs a kernel module"),
          ResourceKind.VOLUME,
          Map.of("spec.driver", "the engines have no second volume driver by themselves"));

  private FieldCases() {}

  /** Every case. */
  public static List<FieldCase> all() {
    return Stream.of(
            ProcessCases.all(),
            ProcessCases.lifecycle(),
            ProcessCases.env(),
            ProcessCases.state(),
            NetworkingCases.all(),
            NetworkingCases.names(),
            NetworkingCases.networks(),
            StorageCases.mounts(),
            StorageCases.files(),
            ResourceCases.all(),
            SecurityCases.all(),
            SecurityCases.kernel(),
            ObjectCases.all(),
            ObjectCases.volumes())
        .flatMap(List::stream)
        .toList();
  }
}
