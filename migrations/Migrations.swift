/// The schema's history, oldest first.
public enum Migrations {
}
