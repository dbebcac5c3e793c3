using System;
using System.Globalization;
using System.Security.Cryptography;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>A user name and the salted hash of its password: what a line of a login file holds.</summary>
internal sealed class PasswordHash
{
    /// <summary>
    /// How often the hash is taken: some hundredths of a second for each login, so that a class that logs in at once is in within
    /// seconds, and whoever steals the file tries some dozens of passwords a second and core, not millions.
    /// </summary>
    public const int Iterations = 100_000;

    private const string Scheme = "pbkdf2-sha256";
    private const int SaltSize = 16;
    private const int HashSize = 32;
    private const int MostIterations = 10_000_000;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(string userName, int iterations, byte[] salt, byte[] hash)
    {
        UserName = userName;
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    public string UserName { get; }

    /// <summary>Hashes a password with a new salt. It takes some hundredths of a second.</summary>
    public static PasswordHash Create(string userName, byte[] password, int iterations = Iterations)
    {
        var salt = new byte[SaltSize];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        return new PasswordHash(userName, iterations, salt, Pbkdf2.Derive(password, salt, iterations));
    }

    /// <summary>Reads a line as <see cref="ToString"/> writes it.</summary>
    /// <returns>Null for any other line.</returns>
    public static PasswordHash? Parse(string line)
    {
        string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        string[] parts = words.Length == 2 ? words[1].Split('$') : [];
        if (parts.Length != 4 || parts[0] != Scheme || !IsName(words[0])
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations) || iterations is < 1 or > MostIterations)
        {
            return null;
        }

        byte[]? salt = Decode(parts[2]);
        byte[]? hash = Decode(parts[3]);
        return salt is { Length: >= 8 and <= 64 } && hash?.Length == HashSize ? new PasswordHash(words[0], iterations, salt, hash) : null;
    }

    /// <summary>Whether it is the password. It takes as long as making the hash did, right or wrong.</summary>
    public bool Matches(byte[] password) => Pbkdf2.AreEqual(Pbkdf2.Derive(password, _salt, _iterations), _hash);

    /// <summary>The line of a login file.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0} {1}${2}${3}${4}", UserName, Scheme, _iterations, Convert.ToBase64String(_salt), Convert.ToBase64String(_hash));

    private static bool IsName(string name) =>
        UserNameRules.IsAsciiAlphanumeric(name) && name.Length <= ServerText.MaxName && !UserNameRules.IsReserved(name);

    private static byte[]? Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
