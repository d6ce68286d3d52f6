/** An email address to write to, which breaks after its @ before it breaks anywhere else. */
export const MailTo = ({ email }: { email: string }) => {
  const at = email.lastIndexOf('@') + 1
  return (
    <a href={`mailto:${email}`}>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </a>
  )
}
