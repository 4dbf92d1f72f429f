package dev.setpoint;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls: who may import whom, and what nobody may call. Each message says what to do. */
class ArchitectureTest {
  /** What is live, as every target drafts it: shared like the wire. */
  private static final String DRAFT = Rooms.ROOT + ".target.draft..";

  /** The other sub-room of target that others of its sub-rooms share. */
  private static final String WIRE = Rooms.ROOT + ".target.wire..";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(Rooms.ROOT);
  private static final JavaClasses ALL = new ClassFileImporter().importPackages(Rooms.ROOT);
  private static final Set<String> BANNED_PACKAGES =
      Set.of("util", "utils", "common", "helper", "core", "model", "service", "impl");
  private static final String BANNED_TYPES = ".*(Util|Utils|Helper|Helpers|Manager|Impl)";

  @Test
  void everyRoomIsInTheTable() {
    Set<String> unknown = new TreeSet<>();
    MAIN.forEach(c -> unknown.add(room(c)));
    unknown.removeAll(Rooms.MAY_IMPORT.keySet());
    unknown.remove("");
    assertThat(unknown)
        .as("rooms that the table does not know; add them to Rooms and docs/architecture.md")
        .isEmpty();
  }

  @Test
  void roomsImportOnlyWhatTheTableAllows() {
    Rooms.MAY_IMPORT.forEach((room, allowed) -> {
      String[] forbidden =
          Stream.concat(Stream.of(Rooms.ROOT), forbiddenTo(room, allowed)).toArray(String[]::new);
      check(
          mainClassesOf(room)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden)
              .because(
                  "%s may import %s: move the type, or declare an interface in %s that the other"
                          .formatted(room, new TreeSet<>(allowed), room)
                      + " room implements and Main wires"));
    });
  }

  @Test
  void roomsAreFreeOfCycles() {
    check(
        slices()
            .matching(Rooms.ROOT + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle makes two rooms one: let the lower room declare the interface"));
  }

  @Test
  void enginesDoNotKnowEachOther() {
    check(
        slices()
            .matching(Rooms.ROOT + ".target.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(WIRE, DRAFT))
            .because("what two engines share belongs to target itself, or to target.wire"));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(WIRE, DRAFT)
            .should()
            .dependOnClassesThat(
                resideInAPackage(Rooms.ROOT + ".target..")
                    .and(DescribedPredicate.not(resideInAnyPackage(WIRE, DRAFT))))
            .because("the way to an engine knows none"));
  }

  @Test
  void librariesStayInTheirRooms() {
    for (Rooms.Library library : Rooms.LIBRARIES) {
      check(
          noClasses()
              .that(areNotIn(library.rooms()))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(library.packages().toArray(String[]::new))
              .because(
                  "only %s may know %s: pass a value or an own interface instead"
                      .formatted(new TreeSet<>(library.rooms()), library.name())));
    }
  }

  @Test
  void pureRoomsReadNoClockNoChanceAndNoDisk() {
    for (String room : Rooms.PURE) {
      check(
          mainClassesOf(room)
              .should()
              .callCodeUnitWhere(new ImpureCall())
              .because("time, ids and chance come into a pure room as values"));
      check(
          mainClassesOf(room)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                      .or(DescribedPredicate.describe("are impure", ImpureCall::impureType)))
              .because("a pure room does no I/O and starts no thread: its caller does"));
    }
  }

  @Test
  void nobodySleeps() {
    assertNone(
        noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because(
                "in main wait on a condition, queue or scheduler with a named limit; in tests move"
                    + " the clock, or use Awaitility on a real engine"),
        ALL);
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that(areNotIn(Set.of("cli", "")))
            .and()
            .doNotHaveFullyQualifiedName(Rooms.AGENT_ENTRY)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because(
                "edges and loops log, cli prints what it is handed, and entry points hand it"
                    + " over"));
  }

  @Test
  void locksAreReentrantLocks() {
    assertNone(
        methods()
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED)
            .because("use a ReentrantLock and say what it guards")
            .allowEmptyShould(true),
        ALL);
  }

  @Test
  void namesSayWhatThingsAre() {
    Set<String> packages =
        ALL.stream()
            .map(JavaClass::getPackageName)
            .filter(p -> Arrays.stream(p.split("\\.")).anyMatch(BANNED_PACKAGES::contains))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages)
        .as("packages named by a drawer, not by a thing: name the concept (see CONTRIBUTING.md)")
        .isEmpty();
    assertNone(
        classes()
            .should()
            .haveNameNotMatching(BANNED_TYPES)
            .because("such a name hides what it is: move the code to the value it serves"),
        ALL);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> open =
        MAIN.stream()
            .map(JavaClass::getPackage)
            .filter(p -> !p.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
            .map(com.tngtech.archunit.core.domain.JavaPackage::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(open).as("packages whose package-info.java lacks @NullMarked").isEmpty();
  }

  @Test
  void fieldsAreFinal() {
    List<JavaField> fields =
        MAIN.stream()
            .flatMap(c -> c.getFields().stream())
            .filter(ArchitectureTest::isOurs)
            .toList();
    List<String> open =
        fields.stream()
            .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
            .map(JavaField::getFullName)
            .sorted()
            .toList();
    assertThat(open)
        .as("fields that change; at most 5 %% of %d may: hold a value, or an Atomic", fields.size())
        .hasSizeLessThanOrEqualTo(fields.size() / 20);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    check(
        noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .because("a plain constructor says what a class needs; the wiring class calls it")
            .allowEmptyShould(true));
  }

  @Test
  void theDocumentDrawsTheSameTable() throws IOException {
    Map<String, Set<String>> drawn = new LinkedHashMap<>();
    for (String line : SourceFiles.read("docs/architecture.md").lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length >= 5 && cells[1].strip().matches("`[a-z]+`")) {
        drawn.put(cells[1].strip().replace("`", ""), namesIn(cells[3]));
      }
    }
    assertThat(drawn)
        .as("the room table of docs/architecture.md against Rooms: change both in one commit")
        .isEqualTo(Rooms.MAY_IMPORT);
    assertThat(new ArrayList<>(drawn.keySet()))
        .containsExactlyElementsOf(Rooms.MAY_IMPORT.keySet());
  }

  private static Set<String> namesIn(String cell) {
    Set<String> names = new TreeSet<>();
    for (String word : cell.split("[^a-z]+", -1)) {
      if (Rooms.MAY_IMPORT.containsKey(word)) {
        names.add(word);
      }
    }
    return names;
  }

  private static boolean isOurs(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static Stream<String> forbiddenTo(String room, Set<String> allowed) {
    return Rooms.MAY_IMPORT.keySet().stream()
        .filter(other -> !other.equals(room) && !allowed.contains(other))
        .map(other -> Rooms.ROOT + "." + other + "..");
  }

  private static GivenClassesConjunction mainClassesOf(String room) {
    return noClasses().that().resideInAPackage(Rooms.ROOT + "." + room + "..");
  }

  private static DescribedPredicate<JavaClass> areNotIn(Set<String> rooms) {
    DescribedPredicate<JavaClass> inside = DescribedPredicate.alwaysFalse();
    for (String room : rooms) {
      inside =
          inside.or(resideInAPackage(room.isEmpty() ? Rooms.ROOT : Rooms.ROOT + "." + room + ".."));
    }
    return DescribedPredicate.not(inside);
  }

  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring(Rooms.ROOT.length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static void check(ArchRule rule) {
    assertNone(rule, MAIN);
  }

  private static void assertNone(ArchRule rule, JavaClasses classes) {
    rule.allowEmptyShould(true).check(classes);
  }

  /** A call that makes a result depend on when, where or by what luck it is made. */
  private static final class ImpureCall extends DescribedPredicate<JavaAccess<?>> {
    private static final Set<String> CALLS =
        Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");
    private static final Set<String> TYPES =
        Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.util.Random",
            "java.util.Timer",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.Executors",
            "java.security.SecureRandom",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile");

    ImpureCall() {
      super("a call that reads the clock, chance or the machine");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
      String owner = access.getTargetOwner().getName();
      boolean asksTheTime = owner.startsWith("java.time.") && access.getName().equals("now");
      boolean makesAClock =
          owner.equals("java.time.Clock") && access.getName().startsWith("system");
      return asksTheTime || makesAClock || CALLS.contains(owner + "." + access.getName());
    }

    static boolean impureType(JavaClass type) {
      return TYPES.contains(type.getName());
    }
  }
}
