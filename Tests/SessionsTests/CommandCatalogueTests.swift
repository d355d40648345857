import Notebooks
import Testing

@testable import Sessions

@Suite struct CommandCatalogueTests {
    private let commands = CommandCatalogue.commands

    @Test func `each name is one command's, and finds it`() {
        #expect(Set(commands.map { $0.name }).count == commands.count)
        for command in commands { #expect(CommandCatalogue.command(named: command.name)?.name == command.name) }
        #expect(CommandCatalogue.command(named: "halt") == nil)
    }

    @Test func `names are one word or two, in small letters`() {
        for command in commands {
            let words = command.name.split(separator: " ", omittingEmptySubsequences: false)
            #expect((1...2).contains(words.count) && words.allSatisfy { $0.allSatisfy(\.isLowercase) && !$0.isEmpty })
        }
    }

    @Test func `the usages`() {
        #expect(
            commands.map { $0.usage }.filter { !$0.hasPrefix("config") && !$0.hasPrefix("dataset") } == [
                "setup [seed=…] [threads=…] [precision=…]",
                "split [train=…] [validation=…] [seed=…]", "model",
                "check shapes",
                "check gradients",
                "train [epochs=…] [seeds=…] [checkpoint=…]", "evaluate SPLIT [threshold=…] [resamples=…]",
                "compare SPLIT", "crossvalidate [folds=…] [epochs=…] [share=…] [seed=…]",
                "diagnose signal=… [second=…] [riskier=…] [second_riskier=…] [seed=…]",
                "sweep [signal=…] [riskier=…] [split=…] [from=…] [to=…] [count=…] [start=…] [stop=…] [step=…] [recall=…]",
                "calibrate [signal=…] [riskier=…] [target=…] [risk=…] [force=…] [split=…] [save=…]",
                "generate prompt=… model=… [system=…] [signal=…] [tau=…] [riskier=…] [lambda=…] [cutoff=…] [check_every=…] "
                    + "[max_tokens=…] [temperature=…] [seed=…]",
                "predict demo [seed=…] [tokens=…] [threshold=…]", "predict SPLIT [count=…] [words=…] [threshold=…]",
                "importance [split=…] [top=…]", "plot importance [top=…] [split=…]", "plot correlation [split=…]",
                "plot embedding [split=…] [perplexity=…] [iterations=…] [samples=…] [seed=…]",
                "plot sensitivity [split=…] [strength=…] [seed=…]", "plot history", "save FILE", "load FILE",
                "expect A OPERATOR B, or expect A ~ B +- TOLERANCE, where OPERATOR is ==, !=, <, <=, > or >=",
                "reported NAME = VALUE [+- TOLERANCE] [source=…]",
            ])
        #expect(
            CommandCatalogue.command(named: "dataset synthetic")?.usage
                == "dataset synthetic [samples=…] [min_length=…] [max_length=…] [hallucination_rate=…] [seed=…] "
                + "[label_noise=…] [label_noise_seed=…]")
        #expect(
            CommandCatalogue.command(named: "dataset simulated")?.usage
                == "dataset simulated [samples=…] [min_length=…] [max_length=…] [hallucination_rate=…] [separability=…] "
                + "[drift=…] [length_effect=…] [groups=…] [group_effect=…] [flip=…] [greedy=…] [seed=…]")
        #expect(
            CommandCatalogue.command(named: "config")?.options.map(\.name) == [
                "top_k", "projection_size", "hidden_size", "layers", "dropout", "top_q", "batch_size", "epochs",
                "learning_rate",
                "weight_decay", "lr_patience", "lr_factor", "early_stop_patience", "max_grad_norm", "seed",
            ])
    }

    @Test func `an option's name is its command's only once, and can be written`() {
        for command in commands {
            let names = command.options.map(\.name)
            #expect(Set(names).count == names.count, "\(command.name)")
            #expect(names.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNamePart) }, "\(command.name)")
        }
    }

    @Test func `a default is one that its option takes`() {
        for command in commands {
            for option in command.options {
                guard let value = option.defaultValue else { continue }
                #expect(option.problem(with: value) == nil, "\(command.name) \(option.name)")
            }
        }
    }

    @Test func `required words stand before others`() {
        for command in commands {
            let operands = command.options.filter(\.isOperand)
            #expect(
                Array(command.options.prefix(operands.count)).map(\.name) == operands.map(\.name), "\(command.name)")
        }
    }

    @Test func `everything has its sentence`() {
        for command in commands {
            #expect(command.summary.hasSuffix("."), "\(command.name)")
            for option in command.options { #expect(option.help.hasSuffix("."), "\(command.name) \(option.name)") }
        }
    }

    @Test func `what a command needs, another gives`() {
        let given = Set(commands.flatMap { $0.gives })
        #expect(Set(commands.flatMap { $0.needs }).isSubset(of: given))
        #expect(given == [.dataset, .split, .model, .training])
        for command in commands { #expect(Set(command.needs).isSubset(of: command.uses), "\(command.name)") }
        for command in commands {
            #expect(Set(command.gives + command.drops).isSubset(of: command.changes), "\(command.name)")
        }
    }

    @Test func `the values that a command gives have one type each`() {
        for part in ["train", "validation", "test"] {
            let written = Notebook(parsing: NotebookSource(name: "a.md", text: cell("evaluate \(part)"))).cells[0]
                .commands[0]
            var binder = CommandBinder()
            let arguments = try? binder.bind(written)?.arguments(values: [:])
            let values = EvaluateCommand.values(arguments ?? Arguments())
            #expect(values.map(\.name).contains("\(part).auroc"))
            #expect(Set(values.map(\.name)).count == values.count)
        }
    }

    @Test func `what options take, in words`() {
        let options = Dictionary(uniqueKeysWithValues: SetupCommand.options.map { ($0.name, $0.expectation) })
        #expect(
            options == [
                "seed": "an integer of at least 0", "threads": "an integer of at least 1 and at most 2",
                "precision": "one of `fp32`, `bf16`",
            ])
        #expect(SplitPart.operand.expectation == "one of `train`, `validation`, `test`")
    }

    @Test(arguments: [
        (Bounds.atLeast(1), "of at least 1", [1.0, 1e300], [0.99, .infinity, .nan]),
        (.over(0), "of more than 0", [0.1], [0, -1]),
        (.from(0, through: 0.5), "of at least 0 and at most 0.5", [0, 0.5], [0.51]),
        (.from(0, below: 1), "of at least 0 and less than 1", [0], [1]),
        (.between(0, 1), "of more than 0 and less than 1", [0.5], [0, 1]),
    ])
    func `bounds`(bounds: Bounds, words: String, inside: [Double], outside: [Double]) {
        #expect(bounds.description == words)
        #expect(inside.allSatisfy(bounds.contains) && !outside.contains(where: bounds.contains))
    }
}
