package dev.setpoint.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.manifest.writer.YamlText;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.target.draft.Sketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The manifests as files of a repository that the reader takes. */
final class Repository {
  private final Wish wish;
  private final Selection selection;
  private final Set<String> targets;

  Repository(Wish wish, Selection selection, Set<String> targets) {
    this.wish = wish;
    this.selection = selection;
    this.targets = targets;
  }

  static String file(ResourceId id) {
    return id.kind().word() + "/" + id.name() + ".yaml";
  }

  /** Reads all of them; what the reader does not take is left out. Empty when nothing is left. */
  Optional<ManifestSet> read() {
    while (!selection.chosen().isEmpty()) {
      var files = new TreeMap<String, String>();
      var ids = new HashMap<String, ResourceId>();
      selection
          .chosen()
          .forEach((id, _) -> {
            files.put(file(id), text(id, List.of(), false));
            ids.put(file(id), id);
          });
      selection.chosen().values().forEach(one -> files.putAll(one.draft().files()));
      node().ifPresent(text -> files.put(file(nodeId()), text));
      switch (new ManifestReader().read(new DraftTree(files))) {
        case ReadResult.Valid(var manifests) -> {
          return Optional.of(manifests);
        }
        case ReadResult.Invalid(var problems, _) -> drop(problems, ids);
      }
    }
    return Optional.empty();
  }

  private void drop(List<Problem> problems, Map<String, ResourceId> ids) {
    int before = selection.chosen().size();
    for (Problem problem : problems) {
      ResourceId id = ids.get(problem.file());
      if (id != null) {
        selection.drop(
            id,
            "no manifest can say it: %s, %s; %s"
                .formatted(problem.what(), problem.why(), problem.remedy()));
      }
    }
    if (selection.chosen().size() == before) {
      throw new IllegalStateException("the drafts are refused: " + problems);
    }
  }

  /** The text of one. */
  String text(ResourceId id, List<String> comments, boolean isProtected) {
    Chosen one = selection.chosen().get(id);
    if (one == null) {
      throw new IllegalArgumentException("nothing drafts " + id);
    }
    return YamlText.write(one.document(wish.node(), selection::declares, isProtected), comments);
  }

  ResourceId nodeId() {
    return new ResourceId(ResourceKind.NODE, wish.node());
  }

  /** The manifest of the node, unless it is the one that needs none. */
  Optional<String> node() {
    if (wish.node().equals(Wish.LOCAL)) {
      return Optional.empty();
    }
    ObjectNode document = Sketch.NODES.objectNode();
    document.put("apiVersion", "setpoint.dev/v1").put("kind", ResourceKind.NODE.yamlName());
    document.putObject("metadata").put("name", wish.node());
    var list = document.putObject("spec").putArray("targets");
    targets.forEach(target -> list.addObject().put("name", target));
    return Optional.of(YamlText.write(document, List.of()));
  }
}
