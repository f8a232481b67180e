package io.remoteaudit.example.year;

import io.remoteaudit.example.inspection.Inspection;
import io.remoteaudit.example.production.Production;
import io.remoteaudit.example.purchasing.Purchasing;
import io.remoteaudit.example.quality.QualitySystem;
import io.remoteaudit.example.release.Release;
import io.remoteaudit.example.sterilization.Sterilization;
import org.springframework.stereotype.Component;

/** The departments whose work makes up the year; what they do here is what they do for the screens. */
@Component
record Departments(
        Purchasing purchasing,
        Production production,
        Inspection inspection,
        Sterilization sterilization,
        Release release,
        QualitySystem quality) {}
