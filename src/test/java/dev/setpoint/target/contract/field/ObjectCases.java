package dev.setpoint.target.contract.field;

import static dev.setpoint.manifest.ResourceKind.NETWORK;
import static dev.setpoint.manifest.ResourceKind.VOLUME;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPORT;
import static dev.setpoint.target.contract.field.Move.networkRecreated;
import static dev.setpoint.target.contract.field.Move.volumeRecreated;

import java.util.List;

/** Networks and volumes. */
final class ObjectCases {
  private ObjectCases() {}

  static List<FieldCase> all() {
    return List.of(
        FieldCase.of(NETWORK, "spec.subnets")
            .at("spec.subnets.$cidr.0/25", "spec.subnets.$cidr.128/25")
            .before("subnets: [{subnet: $cidr.0/25}]")
            .after("subnets: [{subnet: $cidr.0/24}]")
            .moved(networkRecreated("{'IPAM':{'Config':[{'Subnet':'$cidr.128/25'}]}}")),
        FieldCase.of(NETWORK, "spec.subnets")
            .called("gateway moved")
            .at("spec.subnets.$cidr.0/24")
            .before("subnets: [{subnet: $cidr.0/24, gateway: $cidr.1}]")
            .after("subnets: [{subnet: $cidr.0/24, gateway: $cidr.2}]")
            .moved(
                networkRecreated(
                    "{'IPAM':{'Config':[{'Subnet':'$cidr.0/24','Gateway':'$cidr.3'}]}}")),
        FieldCase.of(NETWORK, "spec.internal")
            .before("internal: true")
            .after("internal: false")
            .moved(networkRecreated("{'Internal':false}")),
        FieldCase.of(NETWORK, "spec.ipv6")
            .before("ipv6: true", "subnets: [{subnet: $cidr.0/24}, {subnet: \"$six::/64\"}]")
            .after("ipv6: false", "subnets: [{subnet: $cidr.0/24}]")
            .at("spec.ipv6", "spec.subnets.$six::/64")
            .moved(
                networkRecreated(
                    "{'EnableIPv6':false,'IPAM':{'Config':[{'Subnet':'$cidr.0/24'}]}}")),
        FieldCase.of(NETWORK, "spec.options")
            .at("spec.options.$mtu")
            .before("options: {$mtu: \"1400\"}")
            .after("options: {$mtu: \"1300\"}")
            .moved(networkRecreated("{'Options':{'$mtu':'1200'}}")),
        FieldCase.of(NETWORK, "spec.labels")
            .at("spec.labels.team")
            .before("labels: {team: shop}")
            .after("labels: {team: bakery}")
            .moved(networkRecreated("{'Labels':{'team':'stranger'}}")));
  }

  static List<FieldCase> volumes() {
    return List.of(
        FieldCase.of(VOLUME, "spec.options")
            .at("spec.options.o")
            .before("options: {type: tmpfs, device: tmpfs, o: nodev}")
            .after("options: {type: tmpfs, device: tmpfs, o: noexec}")
            .by(REPORT)
            .moved(volumeRecreated("{'DriverOpts':{'o':'nosuid'}}")),
        FieldCase.of(VOLUME, "spec.labels")
            .at("spec.labels.backup")
            .before("labels: {backup: nightly}")
            .after("labels: {backup: weekly}")
            .by(REPORT)
            .moved(volumeRecreated("{'Labels':{'backup':'never'}}")));
  }
}
