package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Drafter;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Drafts what one project of a server holds, and the pools and the project itself. */
public final class ServerDrafter implements Drafter {
  private final Server server;
  private final String project;

  /**
   * A drafter on a server; nothing is asked yet.
   *
   * @param project whose things are drafted
   */
  public ServerDrafter(Server server, String project) {
    this.server = server;
    this.project = project;
  }

  @Override
  public List<Draft> drafts() {
    try {
      var drafts = new ArrayList<Draft>();
      var objects = new ObjectDrafts(project);
      if (!project.equals(EntityPath.DEFAULT_PROJECT)) {
        JsonNode own = server.get(EntityPath.project(project)).json();
        drafts.add(unlessMarked(ResourceKind.PROJECT, own, objects::project));
      }
      all(EntityType.POOL, ResourceKind.STORAGEPOOL, objects::pool, drafts);
      if (hasOwn("features.networks")) {
        var networks = new NetworkDrafts(server, project);
        all(EntityType.NETWORK, ResourceKind.NETWORK, networks::draft, drafts);
        drafts.addAll(networks.unused());
      }
      if (hasOwn("features.storage.volumes")) {
        server
            .list(EntityType.POOL, EntityPath.DEFAULT_PROJECT)
            .forEach(pool -> volumes(pool.path("name").asText(), objects, drafts));
      }
      if (hasOwn("features.profiles")) {
        all(EntityType.PROFILE, ResourceKind.INSTANCEPROFILE, objects::profile, drafts);
      }
      var images = ImageNames.of(server.list(EntityType.IMAGE, project));
      var instances = new InstanceDrafts(project, images);
      all(EntityType.INSTANCE, ResourceKind.INSTANCE, instances::draft, drafts);
      drafts.sort(Comparator.comparing(Draft::kind).thenComparing(Draft::name));
      return drafts;
    } catch (LxdException e) {
      throw new Unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the project has such things of its own; else it shows those of the default one. */
  private boolean hasOwn(String feature) {
    return project.equals(EntityPath.DEFAULT_PROJECT)
        || server
            .get(EntityPath.project(project))
            .json()
            .path("config")
            .path(feature)
            .asText()
            .equals("true");
  }

  private void all(
      EntityType type, ResourceKind kind, Function<JsonNode, Draft> draft, List<Draft> drafts) {
    for (JsonNode json : server.list(type, project)) {
      if (!isByServer(type, json)) {
        drafts.add(unlessMarked(kind, json, draft));
      }
    }
  }

  private void volumes(String pool, ObjectDrafts objects, List<Draft> drafts) {
    for (JsonNode json : server.list(EntityType.VOLUME, project, pool)) {
      boolean isCustom = json.path("type").asText("custom").equals("custom");
      if (isCustom && !json.path("name").asText().contains("/")) {
        drafts.add(unlessMarked(ResourceKind.VOLUME, json, each -> objects.volume(each, pool)));
      }
    }
  }

  /** Cards of the machine, and the profile that every project has, as long as it says nothing. */
  private static boolean isByServer(EntityType type, JsonNode json) {
    return switch (type) {
      case NETWORK -> !json.path("managed").asBoolean();
      case PROFILE ->
          json.path("name").asText().equals("default")
              && json.path("config").isEmpty()
              && json.path("devices").isEmpty();
      default -> false;
    };
  }

  private static Draft unlessMarked(
      ResourceKind kind, JsonNode json, Function<JsonNode, Draft> draft) {
    OwnerMark mark = Marking.read(json.path("config"));
    return mark == null
        ? draft.apply(json)
        : new LeftOut(
            kind,
            json.path("name").asText(),
            "it belongs to installation %s of Setpoint already".formatted(mark.owner()));
  }
}
