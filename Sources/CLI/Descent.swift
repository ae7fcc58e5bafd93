import ArgumentParser

@main
struct Descent: ParsableCommand {
}
