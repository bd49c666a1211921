package io.lorweb.studio;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Rules about the project's packages, each named as ArchUnit names it: {@code io.lorweb.studio..}
 * with all below it.
 */
public final class PackageRules {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lorweb");

  private PackageRules() {}

  /** No packages below {@code root} use each other in a circle. */
  public static void noCycles(String root) {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The classes of these packages. */
  public static DescribedPredicate<JavaClass> in(String... packages) {
    return resideInAnyPackage(packages);
  }

  /** All other classes. */
  public static DescribedPredicate<JavaClass> outside(String... packages) {
    return not(resideInAnyPackage(packages));
  }

  /** None of {@code classes} uses one of {@code packages}. */
  public static void noneUses(DescribedPredicate<JavaClass> classes, String... packages) {
    noClasses()
        .that(classes)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }
}
