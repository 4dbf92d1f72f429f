package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Drafter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drafts the networks, volumes and containers of an engine. */
public final class EngineDrafter implements Drafter {
  private final Engine engine;
  private final Rows rows;
  private final Hider hider;

  /**
   * A drafter on an engine; nothing is asked yet.
   *
   * @param hider hides what is read beside the draft
   */
  public EngineDrafter(Engine engine, Profile profile, Hider hider) {
    this.engine = engine;
    this.rows = new Rows(profile);
    this.hider = hider;
  }

  @Override
  public List<Draft> drafts() {
    try {
      List<LiveView> views = views();
      var drafts = new ArrayList<Draft>();
      String defaultNetwork = engine.defaultNetwork();
      Set<String> fixed = networksWithFixedAddresses(views);
      engine.networks().stream()
          .filter(network -> !NetworkDraft.isByEngine(network, defaultNetwork))
          .map(network -> NetworkDraft.of(network, fixed, rows.profile()))
          .forEach(drafts::add);
      engine.volumes().stream()
          .filter(volume -> !VolumeDraft.isAnonymous(volume))
          .map(VolumeDraft::of)
          .forEach(drafts::add);
      views.forEach(view -> drafts.add(ContainerDraft.of(view)));
      drafts.sort(Comparator.comparing(Draft::kind).thenComparing(Draft::name));
      return drafts;
    } catch (EngineException e) {
      throw new Unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private List<LiveView> views() {
    var views = new ArrayList<LiveView>();
    for (ContainerSummary summary : engine.containers()) {
      view(summary).ifPresent(views::add);
    }
    return views;
  }

  private Optional<LiveView> view(ContainerSummary summary) {
    try {
      JsonNode inspect = engine.container(summary.id());
      JsonNode image =
          engine.image(inspect.path("Image").asText()).orElseGet(MissingNode::getInstance);
      String wanted = inspect.path("Config").path("Image").asText();
      Optional<String> now = engine.image(wanted).map(found -> found.path("Id").asText());
      return Optional.of(
          new LiveView(
              inspect,
              image,
              now.orElse(""),
              engine.defaultNetwork(),
              engine.ownCapabilities(),
              rows,
              hider));
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty(); // it went away meanwhile
      }
      throw e;
    }
  }

  private static Set<String> networksWithFixedAddresses(List<LiveView> views) {
    var names = new HashSet<String>();
    views.forEach(view ->
        view.networks().properties().stream()
            .filter(network -> !network.getValue().path("IPAMConfig").isEmpty())
            .forEach(network -> names.add(network.getKey())));
    return names;
  }
}
