#if MPI
import Foundation
import Testing

/// The program under `mpirun`, with real processes: `make test-mpi`.
@Suite(.serialized) struct ClusterRunTests {
    private typealias Workplace = ProgramTests.Workplace

    private static let notebook = """
        ---
        parameters:
          dropout: { type: real, default: 0.4, minimum: 0, maximum: 0.9 }
          epochs: { type: integer, default: 3, minimum: 1 }
        ---

        ```halt
        setup seed=3 threads=1
        config projection_size=32 hidden_size=64 layers=3 batch_size=64 dropout={{ parameters.dropout }}
        config early_stop_patience=1000000
        dataset synthetic samples=300 max_length=60 label_noise=0.25
        split
        model
        train epochs={{ parameters.epochs }}
        save weights.safetensors
        load weights.safetensors
        evaluate test resamples=20
        ```

        """

    /// `mpirun` with more processes than cores; also for root, who is alone on a machine that only tests, and where a
    /// container forbids processes to read each other's memory.
    private static func mpirun(_ arguments: String) -> String {
        """
        export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        export OMPI_MCA_btl_vader_single_copy_mechanism=none
        exec mpirun --oversubscribe \(arguments)
        """
    }

    /// The numbers that a run's cells gave, in order.
    private static func numbers(_ place: Workplace, _ record: String) throws -> [(name: String, value: Double)] {
        struct Record: Decodable {
            struct Cell: Decodable { let values: [Named] }
            struct Named: Decodable {
                let name: String
                let value: [String: Number]
            }
            /// Nil for a text.
            struct Number: Decodable {
                let value: Double?
                init(from decoder: any Decoder) throws {
                    value = try? decoder.singleValueContainer().decode(Double.self)
                }
            }
            let cells: [Cell]
        }
        let record = try JSONDecoder().decode(Record.self, from: Data(place.text(of: record).utf8))
        return record.cells.flatMap(\.values).compactMap { named in
            named.value.values.first?.value.map { (named.name, $0) }
        }
    }

    private static func files(_ place: Workplace, _ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.folder.path + "/" + folder).sorted()
    }

    /// What is promised is 1e-4; the order of a few additions costs less.
    @Test(arguments: [0, 0.4]) func `two and three processes compute what one does`(dropout: Double) throws {
        let place = try Workplace(["a.md": Self.notebook])
        #expect(try place.run("$haltbook run a.md -o 1 -p dropout=\(dropout)").code == 0)
        let expected = try Self.numbers(place, "1/run.json")
        #expect(expected.contains { $0.name == "train.last_loss" } && expected.contains { $0.name == "test.loss" })
        for count in [2, 3] {
            let result = try place.run(Self.mpirun("-n \(count) $haltbook run a.md -o \(count) -p dropout=\(dropout)"))
            #expect(result.code == 0, "\(result.errors)")
            let lines = result.output.split(separator: "\n")
            #expect(lines.count == 5)
            #expect(lines[2].hasPrefix("  epoch 3/3  train loss "))
            #expect(lines[4] == "report: \(count)/report.html")
            let numbers = try Self.numbers(place, "\(count)/run.json")
            #expect(numbers.map(\.name) == expected.map(\.name))
            for (number, expected) in zip(numbers, expected) {
                #expect(abs(number.value - expected.value) <= 1e-6, "\(number.name) of \(count) processes")
            }
            #expect(
                try Self.files(place, "\(count)") == ["report.html", "run.journal", "run.json", "weights.safetensors"])
            let again = try place.run(Self.mpirun("-n \(count) $haltbook run a.md -o \(count) -p dropout=\(dropout)"))
            #expect(again.output.hasSuffix("  reused\nreport: \(count)/report.html\n"))
            #expect(try place.text(of: "\(count)/report.html").contains("\(count) processes on Open MPI"))
        }
    }

    @Test func `a failed cell and a failed expectation are said once, with one exit code`() throws {
        let place = try Workplace([
            "fails.md": "```halt\ndataset synthetic samples=3\nsplit\n```\n",
            "refuted.md": "```halt\nsetup seed=3\nexpect setup.seed == 4\n```\n",
            "wrong.md": "```halt\nsetpu\n```\n",
        ])
        for (name, code, problem) in [("fails", 1, "HB0501"), ("refuted", 3, "HB0502"), ("wrong", 2, "HB0202")] {
            let result = try place.run(Self.mpirun("-n 3 $haltbook run \(name).md -o \(name)"))
            #expect(result.code == Int32(code))
            #expect(result.errors.components(separatedBy: problem).count == 2, "\(result.errors)")
            #expect(place.has("\(name)/report.html") == (code != 2))
        }
    }

    @Test func `what fails on one process ends all`() throws {
        let place = try Workplace(["a.md": Self.notebook, "b.md": Self.notebook + "More.\n"])
        let missing = try place.run(Self.mpirun("-n 1 $haltbook run a.md -o x : -n 1 $haltbook run none.md -o x"))
        #expect(missing.code == 2)
        let problem = "haltbook: error: process 2 of 2: cannot read none.md: No such file or directory\n"
        #expect(missing.errors.components(separatedBy: problem).count == 2, "\(missing.errors)")
        let strange = try place.run(Self.mpirun("-n 1 $haltbook run a.md -o x : -n 1 $haltbook run b.md -o x"))
        #expect(strange.code == 2)
        #expect(strange.errors.contains("haltbook: error: the processes do not read the same notebook; start it from"))
        let full = try place.run(
            Self.mpirun("-n 2 sh -c 'trap \"\" XFSZ; ulimit -f 2; exec $haltbook run a.md -o full'"))
        #expect(full.code == 1)
        #expect(full.errors.contains("cannot write full/weights.safetensors: File too large"))
    }

    /// A run that ends by itself only after a minute, should the test not end it.
    private static let longNotebook = notebook.replacingOccurrences(
        of: "setup seed", with: "#| timeout: 60s\nsetup seed")

    /// The tests' threads block signals, and what they start would too.
    private static let unblocked = "perl -MPOSIX -e 'sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV'"

    /// Starts a long run, and gives it to `body` when its first epoch is done.
    private func whileRunning(
        _ place: Workplace, _ body: (Process) throws -> Void
    ) throws -> (code: Int32, errors: String) {
        let command = "echo $$ > pid$OMPI_COMM_WORLD_RANK; exec $haltbook run a.md -o s -p epochs=100000"
        let (process, output, errors) = try place.start(
            Self.mpirun("-n 2 sh -c '\(command)'").replacing("exec mpirun", with: "exec \(Self.unblocked) mpirun"))
        let first = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        #expect(first.contains("epoch 1/100000"))
        try body(process)
        _ = output.fileHandleForReading.readDataToEndOfFile()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        for rank in 0..<2 {
            let pid = try #require(Int32(place.text(of: "pid\(rank)").trimmingCharacters(in: .whitespacesAndNewlines)))
            // `mpirun` may end a moment before those that it has killed.
            for _ in 0..<100 where kill(pid, 0) == 0 { usleep(100_000) }
            #expect(kill(pid, 0) == -1, "process \(rank + 1) is still there")
        }
        return (process.terminationStatus, said)
    }

    @Test func `SIGUSR1 to mpirun ends all after a step, with a report`() throws {
        let place = try Workplace(["a.md": Self.longNotebook])
        let result = try whileRunning(place) { kill($0.processIdentifier, SIGUSR1) }
        #expect(result.code == 130)
        #expect(result.errors.components(separatedBy: "error[HB0504]").count == 2, "\(result.errors)")
        #expect(try place.text(of: "s/report.html").contains("Interrupted in cell 1"))
    }

    @Test func `a process that is killed ends all`() throws {
        let place = try Workplace(["a.md": Self.longNotebook])
        let result = try whileRunning(place) { _ in
            let pid = try #require(Int32(place.text(of: "pid1").trimmingCharacters(in: .whitespacesAndNewlines)))
            kill(pid, SIGKILL)
        }
        #expect(result.code != 0)
        #expect(!place.has("s/report.html"))
    }
}
#endif
