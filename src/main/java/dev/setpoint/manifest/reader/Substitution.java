package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.substitution.SharedFiles;
import dev.setpoint.manifest.substitution.Template;
import dev.setpoint.manifest.substitution.VariableText;
import dev.setpoint.manifest.substitution.Variables;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts the values of nodes into the documents that ask for it. Nodes with the same values of the
 * variables that a document uses share what becomes of it, and what was made for the revision
 * before is taken over. Problems are gathered over all nodes. For one use.
 */
final class Substitution {
  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;
  private final SharedFiles files;

  /** Nodes that miss a variable in a file, by the place of its use. */
  private final Map<Problem, List<String>> missing = new LinkedHashMap<>();

  Substitution(Declarations all, RepositoryTree tree, Findings findings) {
    this.all = all;
    this.nodes = new Nodes(all);
    this.findings = findings;
    this.files = new SharedFiles(tree, findings::add);
  }

  /** The declarations with what is said on each node in the place of documents with variables. */
  Declarations run() {
    var becomes = new IdentityHashMap<Declared, List<Declared>>();
    for (Declared declared : all.all()) {
      Declared.Variable variable = declared.variable();
      if (variable != null) {
        files
            .values(variable.part().varsFrom())
            .map(common -> fillIn(declared, variable, common))
            .filter(made -> !made.isEmpty())
            .ifPresent(made -> becomes.put(declared, made));
      }
    }
    missing.forEach((problem, on) ->
        findings.add(because(problem, PlacementCheck.some(on) + " " + problem.why())));
    return becomes.isEmpty() ? all : all.with(becomes);
  }

  private List<Declared> fillIn(
      Declared declared, Declared.Variable variable, Map<String, VariableValue> common) {
    List<Variables> here = new ArrayList<>();
    for (String node : nodes.of(variable.part().placement())) {
      nodes.variables(node, common).ifPresent(here::add);
    }
    refuseUnknown(declared, variable.template(), here);
    var byValues = new LinkedHashMap<List<VariableValue>, List<Variables>>();
    for (Variables each : here) {
      List<VariableValue> values = valuesOf(variable.template(), each);
      if (!values.isEmpty() || variable.template().names().isEmpty()) {
        byValues.computeIfAbsent(values, _ -> new ArrayList<>()).add(each);
      }
    }
    variable.made().keySet().retainAll(byValues.keySet());
    var made = new LinkedHashMap<Declared, List<Variables>>();
    byValues.forEach((values, on) ->
        made.put(
            variable
                .made()
                .computeIfAbsent(
                    values,
                    _ -> ParsedFile.filledIn(declared, variable.template().with(on.getFirst()))),
            on));
    report(variable.template(), made, here.size());
    return made.entrySet().stream()
        .map(entry -> entry.getKey().on(contents(entry.getKey(), entry.getValue())))
        .toList();
  }

  /** Empty when the node lacks one. */
  private static List<VariableValue> valuesOf(Template template, Variables variables) {
    var values = new ArrayList<VariableValue>();
    for (String name : template.names()) {
      var value = variables.find(name);
      if (value.isEmpty()) {
        return List.of();
      }
      values.add(value.get());
    }
    return values;
  }

  private void refuseUnknown(Declared declared, Template template, List<Variables> here) {
    for (Template.Use use : template.uses()) {
      List<Variables> without =
          here.stream().filter(each -> each.find(use.name()).isEmpty()).toList();
      if (!without.isEmpty()) {
        findings.refuse(
            declared.file(),
            use.place(),
            use.path() + " uses " + Template.shown(use.name()),
            PlacementCheck.some(names(without))
                + (without.size() == 1 ? " has" : " have")
                + " no such variable",
            remedy(use.name(), without.getFirst()));
      }
    }
  }

  private static String remedy(String name, Variables has) {
    return Nearest.to(name, has.names())
        .map(near -> "did you mean " + near + "?")
        .orElse(
            name.startsWith("vars.")
                ? "set it in spec.vars of the Node, or in the file that spec.varsFrom names"
                : "give the label to the Node");
  }

  private static List<String> names(List<Variables> variables) {
    return variables.stream().map(Variables::node).toList();
  }

  /**
   * Says each problem once, with the variable in whose value it lies and the nodes that have it.
   */
  private void report(Template template, Map<Declared, List<Variables>> made, int nodeCount) {
    var firsts = new LinkedHashMap<List<Object>, Problem>();
    var on = new HashMap<List<Object>, List<String>>();
    made.forEach((declared, here) ->
        declared
            .reading()
            .problems()
            .forEach(problem -> {
              List<Object> same = List.of(problem.line(), problem.column(), problem.why());
              firsts.putIfAbsent(same, problem);
              on.computeIfAbsent(same, _ -> new ArrayList<>()).addAll(names(here));
            }));
    firsts.forEach((same, problem) -> {
      String variables = variablesAt(template, new Place(problem.line(), problem.column()));
      List<String> these = on.getOrDefault(same, List.of());
      boolean isEverywhere = variables.isEmpty() && these.size() == nodeCount;
      findings.add(
          isEverywhere
              ? problem
              : because(
                  problem,
                  "%s (%son %s)".formatted(problem.why(), variables, PlacementCheck.some(these))));
    });
  }

  private static String variablesAt(Template template, Place place) {
    String names =
        template.uses().stream()
            .filter(use -> use.place().equals(place))
            .map(use -> Template.shown(use.name()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? "" : "with " + names + " ";
  }

  private static Problem because(Problem problem, String why) {
    return new Problem(
        problem.file(), problem.line(), problem.column(), problem.what(), why, problem.remedy());
  }

  /** Each node with the content of the files that hold variables, by path. */
  private SortedMap<String, Map<String, String>> contents(Declared made, List<Variables> on) {
    List<String> paths =
        made.marked(Marks.TEMPLATE_FILE).stream().map(Marker.Found::value).distinct().toList();
    refuseMixed(made, paths);
    var byNode = new TreeMap<String, Map<String, String>>();
    for (Variables variables : on) {
      Map<String, String> byPath = paths.isEmpty() ? Map.of() : new TreeMap<>();
      for (String path : paths) {
        files
            .content(path)
            .filter(content -> areKnown(content, variables))
            .ifPresent(content -> byPath.put(path, filled(content.parts(), variables)));
      }
      byNode.put(variables.node(), byPath);
    }
    return Collections.unmodifiableSortedMap(byNode);
  }

  private static String filled(VariableText parts, Variables variables) {
    return parts.with(name -> variables.find(name).map(VariableValue::text).orElse(""));
  }

  private boolean areKnown(SharedFiles.Content content, Variables variables) {
    boolean areKnown = true;
    for (VariableText.Use use : content.parts().uses()) {
      if (variables.find(use.name()).isEmpty()) {
        areKnown = false;
        Problem problem =
            content.problem(
                use.at(),
                "the file uses " + Template.shown(use.name()),
                "get it and have no such variable",
                remedy(use.name(), variables));
        missing.computeIfAbsent(problem, _ -> new ArrayList<>()).add(variables.node());
      }
    }
    return areKnown;
  }

  /** A node gets one content per path, so the same file cannot be taken both ways. */
  private void refuseMixed(Declared made, List<String> paths) {
    for (String path : paths) {
      long filled =
          made.marked(Marks.TEMPLATE_FILE).stream()
              .filter(found -> found.value().equals(path))
              .count();
      List<Marker.Found<String>> taken =
          made.marked(Marks.FILE).stream().filter(found -> found.value().equals(path)).toList();
      if (taken.size() > filled) {
        findings.refuse(
            made,
            taken.getFirst(),
            "is taken with and without template: true",
            "a node gets one content of a file",
            "write template: true in both, or copy the file");
      }
    }
  }
}
