package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.instance.ServerNetwork.Acl;
import dev.setpoint.manifest.instance.ServerNetwork.Forward;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Refusal;
import dev.setpoint.target.lxd.write.Writes;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Access lists and forwards of networks, which are objects of their own on a server. Access lists
 * carry the mark of the network that they were declared with; forwards go with their network.
 */
final class NetworkParts {
  static final String ACLS = "spec.acls";
  static final String FORWARDS = "spec.forwards";
  static final String LISTED_ACLS = "setpoint.acls";
  static final String LISTED_FORWARDS = "setpoint.forwards";
  private static final Set<String> WITH_FORWARDS = Set.of("bridge", "ovn");

  private final Ground ground;

  NetworkParts(Ground ground) {
    this.ground = ground;
  }

  /** Adds access lists and forwards to listed networks; the lists are asked for once. */
  UnaryOperator<JsonNode> completion(String project) {
    ArrayNode acls = JsonNodeFactory.instance.arrayNode();
    ground.server().list(EntityType.ACL, project).forEach(acls::add);
    return network -> {
      if (!(network.deepCopy() instanceof ObjectNode complete)) {
        return network;
      }
      complete.set(LISTED_ACLS, acls);
      if (network.path("managed").asBoolean()
          && WITH_FORWARDS.contains(network.path("type").asText())) {
        ArrayNode forwards = complete.putArray(LISTED_FORWARDS);
        ground
            .server()
            .list(EntityType.FORWARD, project, network.path("name").asText())
            .forEach(forwards::add);
      }
      return complete;
    };
  }

  void writeAcls(Work work, List<Acl> acls) {
    for (Acl acl : acls) {
      EntityPath path = EntityPath.acl(work.path().project(), acl.name());
      ObjectNode body = Rules.acl(acl);
      var there = ground.server().find(path);
      if (there.isEmpty()) {
        work.marks().forEach(body.putObject("config")::put);
        ground.server().create(path, body);
      } else {
        requireOurs(there.get().json(), work, acl.name());
        Writes.change(
            ground.server(),
            path,
            live -> {
              live.setAll(body);
              if (Marking.read(live.path("config")) == null) {
                work.marks().forEach(Merge.object(live, "config")::put);
              }
            });
      }
    }
  }

  private void requireOurs(JsonNode acl, Work work, String name) {
    OwnerMark mark = Marking.read(acl.path("config"));
    boolean ours =
        mark != null
            && ground.identity().owns(mark)
            && mark.resource().equals(work.manifest().id());
    if (!ours && !adopts(work)) {
      throw new Refusal(
          FailureReason.NAME_TAKEN,
          "the access list %s is there and is not this network's".formatted(name),
          "rename or remove it, or declare adopt: true");
    }
  }

  private static boolean adopts(Work work) {
    return work.manifest() instanceof NetworkManifest network && network.adopt();
  }

  void writeForwards(Work work, List<Forward> forwards) {
    String project = work.path().project();
    for (Forward forward : forwards) {
      EntityPath path = EntityPath.forward(project, work.path().name(), forward.listen());
      ObjectNode body = Rules.forward(forward);
      if (ground.server().find(path).isEmpty()) {
        ground.server().create(path, body);
      } else {
        Writes.change(
            ground.server(),
            path,
            live -> {
              ObjectNode config = Merge.object(live, "config");
              config.remove("target_address");
              config.setAll((ObjectNode) body.path("config"));
              live.set("ports", body.path("ports"));
              live.set("description", body.path("description"));
            });
      }
    }
    for (JsonNode there : forwardsOf(work.path())) {
      String listen = there.path("listen_address").asText();
      if (work.withdrawn().has(FORWARDS, listen)) {
        ground.server().delete(EntityPath.forward(project, work.path().name(), listen));
      }
    }
  }

  private List<JsonNode> forwardsOf(EntityPath network) {
    return ground.server().list(EntityType.FORWARD, network.project(), network.name());
  }

  void removeWithdrawnAcls(Work work) {
    ground.server().list(EntityType.ACL, work.path().project()).stream()
        .filter(acl -> work.withdrawn().has(ACLS, acl.path("name").asText()))
        .forEach(acl -> removeOurs(acl, work.path().project(), work.manifest().id()));
  }

  void removeForwards(EntityPath network) {
    JsonNode json = ground.server().get(network).json();
    if (WITH_FORWARDS.contains(json.path("type").asText())) {
      forwardsOf(network)
          .forEach(forward ->
              ground
                  .server()
                  .delete(
                      EntityPath.forward(
                          network.project(),
                          network.name(),
                          forward.path("listen_address").asText())));
    }
  }

  void removeAcls(String project, String network) {
    ground
        .server()
        .list(EntityType.ACL, project)
        .forEach(acl -> removeOurs(acl, project, ResourceId.network(network)));
  }

  /** One that something else uses by now stays. */
  private void removeOurs(JsonNode acl, String project, ResourceId network) {
    OwnerMark mark = Marking.read(acl.path("config"));
    if (mark == null || !ground.identity().owns(mark) || !mark.resource().equals(network)) {
      return;
    }
    try {
      ground.server().delete(EntityPath.acl(project, acl.path("name").asText()));
    } catch (LxdException e) {
      if (acl.path("used_by").isEmpty()) {
        throw e;
      }
    }
  }
}
