// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, explicit existentials and imports, and no warning left standing.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Number crunching is 40 to 150 times slower unoptimised, so these targets are optimised in debug builds, too.
let crunching = rules + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "haltbook",
    traits: [
        .trait(name: "MPI", description: "Training on several processes and machines (needs Open MPI)."),
        .trait(name: "LanguageModel", description: "Answers of language models in this process (needs llama.cpp)."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // System libraries, each named by one file of one target.
        .systemLibrary(name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "COpenMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
        // `make language-model` builds it into .deps; PKG_CONFIG_PATH has to name .deps/lib/pkgconfig.
        .systemLibrary(name: "CLlama", pkgConfig: "llama"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // simdjson (libsimdjson-dev) is C++: this puts a C face on the little that is used of it.
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // libcurl (libcurl4-openssl-dev) is C with variadic functions, which Swift cannot call; it is loaded when it is used.
        .target(name: "CCurl"),

        // The method and what it stands on.
        .target(
            name: "CGates", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "Files", dependencies: ["COpenSSL"], swiftSettings: rules),
        .target(name: "Tensors", dependencies: ["COneDNN"], swiftSettings: crunching),
        .target(name: "ReferenceRandom", swiftSettings: crunching),
        .target(name: "Statistics", dependencies: ["Tensors"], swiftSettings: crunching),
        .target(
            name: "Clusters", dependencies: [.target(name: "COpenMPI", condition: .when(traits: ["MPI"]))],
            swiftSettings: rules),
        .target(
            name: "HALT", dependencies: ["CGates", "Clusters", "Files", "Tensors", "ReferenceRandom", "Statistics"],
            swiftSettings: crunching),

        // Log-probs as servers write them.
        .target(name: "LogProbs", dependencies: ["CSimdJSON", "CZlib", "Files"], swiftSettings: crunching),
        .target(
            name: "Uncertainty",
            dependencies: ["Figures", "Files", "HALT", "LogProbs", "ReferenceRandom", "Statistics"],
            swiftSettings: crunching),

        // Answers of language models, measured while they are made.
        .target(
            name: "LanguageModels",
            dependencies: [
                .target(name: "CLlama", condition: .when(traits: ["LanguageModel"])),
                "Files", "LogProbs", "ReferenceRandom", "Statistics", "Uncertainty",
            ],
            swiftSettings: crunching,
            // The libraries are found where they were built, too.
            linkerSettings: [
                .unsafeFlags(
                    ["-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/.deps/lib"],
                    .when(traits: ["LanguageModel"]))
            ]),

        // From a notebook to its report.
        .target(name: "Figures", swiftSettings: rules),
        .target(name: "Notebooks", dependencies: ["CCommonMark", yams], swiftSettings: rules),
        .target(
            name: "Sessions",
            dependencies: [
                "Clusters", "Files", "HALT", "LogProbs", "Tensors", "ReferenceRandom", "Statistics", "Uncertainty",
                "Figures", "LanguageModels", "Notebooks",
            ],
            swiftSettings: rules),
        .target(
            name: "Running", dependencies: ["Clusters", "Files", "Figures", "Notebooks", "Sessions"],
            swiftSettings: rules),
        .target(
            name: "Reports", dependencies: ["Files", "Figures", "Notebooks", "Sessions", "Running"],
            swiftSettings: rules),
        .target(name: "RunStorage", dependencies: ["Files", grdb], swiftSettings: rules),
        .executableTarget(
            name: "haltbook",
            dependencies: [
                "CCurl", "Clusters", "Files", "Figures", "HALT", "LanguageModels", "LogProbs", "Notebooks", "Sessions",
                "Running", "Reports",
                "RunStorage", "Statistics", "Tensors", "Uncertainty",
                argumentParser,
            ],
            swiftSettings: rules,
            // Kept results are of one build of the program, which is known by this.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--build-id"])]),
        .executableTarget(
            name: "halt-benchmark",
            dependencies: [
                "HALT", "Tensors", "ReferenceRandom", "Statistics", "Files", "Clusters", "LogProbs", "Notebooks",
                "Sessions", "Running",
                argumentParser,
            ],
            path: "Benchmarks/halt-benchmark", swiftSettings: rules),
        .executableTarget(
            name: "communication-benchmark", dependencies: ["Clusters", "HALT", "Tensors", "ReferenceRandom"],
            path: "Benchmarks/communication-benchmark", swiftSettings: rules),

        .testTarget(
            name: "ReferenceRandomTests", dependencies: ["ReferenceRandom"], resources: [.copy("Fixtures")],
            swiftSettings: rules),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "Tensors"], resources: [.copy("Fixtures")],
            swiftSettings: rules),
        .testTarget(
            name: "FiguresTests", dependencies: ["Figures"], resources: [.copy("Fixtures")], swiftSettings: rules),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: rules),
        .target(name: "ThreadRanks", dependencies: ["Clusters"], path: "Tests/ThreadRanks", swiftSettings: rules),
        .testTarget(name: "ClustersTests", dependencies: ["Clusters", "ThreadRanks"], swiftSettings: rules),
        .testTarget(
            name: "HALTTests",
            dependencies: [
                "CGates", "Clusters", "ThreadRanks", "HALT", "Tensors", "ReferenceRandom", "Statistics", "Files",
            ],
            resources: [.copy("Fixtures")], swiftSettings: rules),
        .testTarget(
            name: "LogProbsTests", dependencies: ["LogProbs", "Files"], swiftSettings: rules),
        .testTarget(
            name: "UncertaintyTests",
            dependencies: ["Uncertainty", "HALT", "LogProbs", "Statistics", "ReferenceRandom", "Files"],
            resources: [.copy("Fixtures")],
            swiftSettings: rules),
        .testTarget(
            name: "LanguageModelsTests",
            dependencies: [
                "LanguageModels", "Uncertainty", "LogProbs", "Statistics", "Files",
                .target(name: "CLlama", condition: .when(traits: ["LanguageModel"])),
            ],
            swiftSettings: rules),
        .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: rules),
        .testTarget(name: "NotebooksTests", dependencies: ["Notebooks"], swiftSettings: rules),
        .testTarget(
            name: "SessionsTests",
            dependencies: ["Sessions", "HALT", "LogProbs", "Figures", "Tensors", "Files", "Notebooks"],
            resources: [.copy("BadNotebooks")], swiftSettings: rules),
        .testTarget(
            name: "RunningTests",
            dependencies: ["Running", "Sessions", "HALT", "Notebooks", "Files", "Clusters", "ThreadRanks"],
            swiftSettings: rules),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Running", "Sessions", "Notebooks", "Figures", "CCommonMark", "Files"],
            resources: [.copy("Fixtures")], swiftSettings: rules),
        .executableTarget(
            name: "history-writer", dependencies: ["RunStorage"], path: "Tests/HistoryWriter", swiftSettings: rules),
        .testTarget(
            name: "RunStorageTests", dependencies: ["RunStorage", "history-writer", grdb], swiftSettings: rules),
        .testTarget(
            name: "HaltbookTests",
            dependencies: [
                "haltbook", "Files", "LanguageModels", "Notebooks", "RunStorage", "Statistics", "Uncertainty",
            ],
            resources: [.copy("BadNotebooks")],
            swiftSettings: rules),
        .executableTarget(
            name: "notebook-fuzzer",
            dependencies: ["Files", "Figures", "Notebooks", "Sessions", "Running", "Reports", argumentParser],
            path: "Tests/NotebookFuzzer", exclude: ["Corpus"], swiftSettings: rules),
    ],
    cxxLanguageStandard: .cxx17
)
