package dev.setpoint.target.contract.field;

import static dev.setpoint.target.contract.field.Move.recreated;

import dev.setpoint.target.contract.hand.Make;
import java.util.List;

/** What a container may do. */
final class SecurityCases {
  private SecurityCases() {}

  static List<FieldCase> all() {
    return List.of(
        FieldCase.of("spec.privileged")
            // Only made, not started: not every machine lets the engine start such a container.
            .before("state: stopped")
            .after("state: stopped", "privileged: true")
            .moved(recreated("{'HostConfig':{'Privileged':true}}")),
        FieldCase.of("spec.readOnly")
            .before("readOnly: true")
            .after("readOnly: false")
            .moved(recreated("{'HostConfig':{'ReadonlyRootfs':false,'Tmpfs':null}}")),
        FieldCase.of("spec.capAdd")
            .before("capAdd: [NET_ADMIN]")
            .after("capAdd: [NET_ADMIN, SYS_TIME]")
            .moved(recreated("{'HostConfig':{'CapAdd':['NET_ADMIN','SYS_ADMIN']}}")),
        FieldCase.of("spec.capDrop")
            .before("capDrop: [MKNOD, CHOWN]")
            .after("capDrop: [MKNOD]")
            .moved(recreated("{'HostConfig':{'CapDrop':['CHOWN']}}")),
        FieldCase.of("spec.capDrop")
            .called("all")
            .before("capDrop: [ALL]")
            .after("capDrop: [ALL]", "capAdd: [CHOWN]")
            .moved(recreated("{'HostConfig':{'CapDrop':['CHOWN']}}")),
        FieldCase.of("spec.securityOpt")
            .before("securityOpt: [no-new-privileges]")
            .after("securityOpt: []")
            .moved(recreated("{'HostConfig':{'SecurityOpt':null}}")));
  }

  static List<FieldCase> kernel() {
    return List.of(
        FieldCase.of("spec.devices")
            .before("devices: [\"/dev/null:/dev/nothing:rw\"]")
            .after("devices: [\"/dev/null:/dev/nothing:r\"]")
            .moved(
                recreated(
                    "{'HostConfig':{'Devices':[{'PathOnHost':'/dev/zero','PathInContainer':"
                        + "'/dev/nothing','CgroupPermissions':'rw'}]}}")),
        FieldCase.of("spec.sysctls")
            .at("spec.sysctls.net.core.somaxconn")
            .before("sysctls: {net.core.somaxconn: \"512\"}")
            .after("sysctls: {net.core.somaxconn: \"256\"}")
            .moved(recreated("{'HostConfig':{'Sysctls':{'net.core.somaxconn':'128'}}}"))
            .blindOn(Make.PODMAN),
        FieldCase.of("spec.ulimits")
            .at("spec.ulimits.nofile")
            .before("ulimits: {nofile: {soft: 512, hard: 1024}, nproc: {soft: 4096, hard: 4096}}")
            .after("ulimits: {nofile: {soft: 256, hard: 1024}, nproc: {soft: 4096, hard: 4096}}")
            .moved(
                recreated(
                    "{'HostConfig':{'Ulimits':[{'Name':'nofile','Soft':128,'Hard':1024},"
                        + "{'Name':'nproc','Soft':4096,'Hard':4096}]}}")),
        FieldCase.of("spec.groupAdd")
            .before("groupAdd: [\"44\"]")
            .after("groupAdd: [\"44\", \"45\"]")
            .moved(recreated("{'HostConfig':{'GroupAdd':['0']}}")));
  }
}
